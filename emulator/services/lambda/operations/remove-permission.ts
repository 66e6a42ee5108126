import type { RemovePermissionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { checkPolicyRevision } from '../change-guard.ts';
import { addressedFunction, resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';
import { checkAlias, foundVersion, policyKey } from '../versions.ts';

/** RemovePermission: removes one statement from a function's resource policy. */
export function removePermission({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<RemovePermissionRequest, object>({
    honours: { FunctionName: true, StatementId: true, Qualifier: true, RevisionId: true },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run({ FunctionName = '', StatementId, Qualifier, RevisionId }) {
      const { name, arn } = addressedFunction(context.config, FunctionName, Qualifier);
      if (!store.state.functions[name])
        throw new AwsError('ResourceNotFoundException', `No policy found for: ${arn}`);
      checkAlias(store.state, context.config, FunctionName, Qualifier);
      const { record, settings, alias, qualifier } = foundVersion(
        store.state,
        context.config,
        FunctionName,
        Qualifier,
      );
      const present = record.policies[policyKey(qualifier)];
      if (!present) {
        throw new AwsError('ResourceNotFoundException', 'No policy is associated with the given resource.');
      }
      const statements = present.filter(({ Sid }) => Sid !== StatementId);
      if (statements.length === present.length) {
        throw new AwsError(
          'ResourceNotFoundException',
          `Statement ${StatementId} is not found in resource policy.`,
        );
      }
      checkPolicyRevision(RevisionId, alias?.revisionId ?? settings.revisionId);
      store.commit.setPolicy({
        name: record.name,
        qualifier: policyKey(qualifier),
        statements,
        revisionId: context.random.uuid(),
      });
      return {};
    },
  });
}
