import type { AliasConfiguration, UpdateAliasRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { checkVersion, foundAlias, shownAlias } from '../aliases.ts';
import { checkRevision } from '../change-guard.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** UpdateAlias: gives the name to another version; what is left out stays. */
export function updateAlias({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<UpdateAliasRequest, AliasConfiguration>({
    honours: {
      FunctionName: true,
      Name: true,
      FunctionVersion: true,
      Description: true,
      RoutingConfig: { AdditionalVersionWeights: {} },
      RevisionId: true,
    },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '', Name = '', FunctionVersion, Description, RevisionId }) {
      const { record, alias: before } = foundAlias(
        store.state,
        context.config,
        FunctionName,
        Name,
        'Alias not found',
      );
      checkRevision(RevisionId, before.revisionId);
      if (FunctionVersion !== undefined) checkVersion(context.config, record, FunctionVersion);
      const alias = {
        name: Name,
        version: FunctionVersion ?? before.version,
        description: Description ?? before.description,
        revisionId: context.random.uuid(),
      };
      store.commit.putAlias({ name: record.name, alias });
      return shownAlias(context.config, record.name, alias);
    },
  });
}
