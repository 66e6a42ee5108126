import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { orMissing } from '../event-settings.ts';
import { resourceOf } from '../function-name.ts';
import { policyDocument } from '../policy.ts';
import type { LambdaServices } from '../services.ts';
import { foundVersion, policyKey } from '../versions.ts';

/** GetPolicy: a function's resource policy, as JSON text. */
export function getPolicy({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetPolicyRequest, GetPolicyResponse>({
    honours: { FunctionName: true, Qualifier: true },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run({ FunctionName = '', Qualifier }) {
      const { record, settings, alias, qualifier } = orMissing(
        () => foundVersion(store.state, context.config, FunctionName, Qualifier),
        noPolicy,
      );
      const statements = record.policies[policyKey(qualifier)];
      if (!statements) throw noPolicy();
      return { Policy: policyDocument(statements), RevisionId: alias?.revisionId ?? settings.revisionId };
    },
  });
}

function noPolicy(): AwsError {
  return new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.');
}
