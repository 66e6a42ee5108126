import type { AliasConfiguration, CreateAliasRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { checkVersion, shownAlias } from '../aliases.ts';
import { foundFunction, functionArn, resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** CreateAlias: a name for one version; weights for a second one are refused. */
export function createAlias({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<CreateAliasRequest, AliasConfiguration>({
    honours: {
      FunctionName: true,
      Name: true,
      FunctionVersion: true,
      Description: true,
      RoutingConfig: { AdditionalVersionWeights: {} },
    },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '', Name = '', FunctionVersion = '', Description = '' }) {
      const { record } = foundFunction(store.state, context.config, FunctionName);
      checkVersion(context.config, record, FunctionVersion);
      if (record.aliases[Name]) {
        const arn = functionArn(context.config, record.name, Name);
        throw new AwsError('ResourceConflictException', `Alias already exists: ${arn}`);
      }
      const revisionId = context.random.uuid();
      const alias = { name: Name, version: FunctionVersion, description: Description, revisionId };
      store.commit.putAlias({ name: record.name, alias });
      return shownAlias(context.config, record.name, alias);
    },
  });
}
