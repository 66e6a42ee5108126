import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { addressedFunction, foundFunction, resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';
import { isAliasName } from '../versions.ts';

/** DeleteFunction: deletes the function, or one of its versions, at once; running invocations finish. */
export function deleteFunction({
  context,
  store,
  pools,
}: Pick<LambdaServices, 'context' | 'store' | 'pools'>) {
  return operation<DeleteFunctionRequest, DeleteFunctionResponse>({
    honours: { FunctionName: true, Qualifier: true },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run({ FunctionName = '', Qualifier }) {
      // AWS looks at the qualifier first, and speaks of a function that is not there without it (recorded).
      const addressed = addressedFunction(context.config, FunctionName, Qualifier);
      if (addressed.qualifier === '$LATEST') {
        throw new AwsError(
          'InvalidParameterValueException',
          '$LATEST version cannot be deleted without deleting the function.',
        );
      }
      const { name } = addressed;
      const { record } = foundFunction(
        store.state,
        context.config,
        addressed.arn.replace(/:function:.*/, `:function:${name}`),
      );
      const { qualifier, arn } = addressed;
      if (qualifier === undefined) {
        store.commit.deleteFunction({ name });
        for (const version of ['$LATEST', ...Object.keys(record.versions)])
          pools.replace(name, version, undefined);
        return { StatusCode: 204 };
      }
      if (isAliasName(qualifier)) {
        throw new AwsError(
          'InvalidParameterValueException',
          'Deletion of aliases is not currently supported.',
        );
      }
      const aliases = Object.values(record.aliases).filter(({ version }) => version === qualifier);
      if (aliases.length > 0) {
        throw new AwsError(
          'ResourceConflictException',
          `Version ${qualifier} of ${arn} is referenced by aliases: ${aliases.map((alias) => alias.name).join(', ')}`,
        );
      }
      store.commit.deleteVersion({ name, version: qualifier });
      pools.replace(name, qualifier, undefined);
      return { StatusCode: 204 };
    },
  });
}
