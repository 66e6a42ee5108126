import type {
  DeleteRetentionPolicyCommandInput,
  PutLogGroupDeletionProtectionCommandInput,
  PutRetentionPolicyCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { groupOf, groupResource, type LogsDependencies } from './dependencies.ts';

/** Days that lines may be kept for (API reference, PutRetentionPolicy). */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** PutRetentionPolicy, DeleteRetentionPolicy, PutLogGroupDeletionProtection. */
export function groupSettingsOperations({
  store,
}: Pick<LogsDependencies, 'store'>): Record<string, Operation<object, object>> {
  return {
    PutRetentionPolicy: operation<PutRetentionPolicyCommandInput, object>({
      honours: { logGroupName: true, retentionInDays: true },
      resource: groupResource,
      run(input) {
        const { name } = groupOf(store, input);
        const days = input.retentionInDays ?? 0;
        if (!RETENTIONS.includes(days)) {
          throw new AwsError(
            'InvalidParameterException',
            `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTIONS.join(', ')}]`,
          );
        }
        store.commit.setRetention({ name, days });
        return {};
      },
    }),
    DeleteRetentionPolicy: operation<DeleteRetentionPolicyCommandInput, object>({
      honours: { logGroupName: true },
      resource: groupResource,
      run(input) {
        store.commit.setRetention({ name: groupOf(store, input).name, days: undefined });
        return {};
      },
    }),
    PutLogGroupDeletionProtection: operation<PutLogGroupDeletionProtectionCommandInput, object>({
      honours: { logGroupIdentifier: true, deletionProtectionEnabled: true },
      resource: groupResource,
      run(input) {
        const { name } = groupOf(store, input);
        store.commit.setDeletionProtection({ name, on: input.deletionProtectionEnabled ?? false });
        return {};
      },
    }),
  };
}
