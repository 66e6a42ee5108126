import { AwsError } from '../../../edge/aws-error.ts';
import { policyDocument } from '../policy.ts';
import type { LambdaServices } from '../services.ts';
import { foundVersion, policyKey } from '../versions.ts';

/** The function's own policy, which may allow callers whose own policies do not; none for an unknown function. */
export function invokePolicy(
  { context, store }: Pick<LambdaServices, 'context' | 'store'>,
  name: string,
  given: string | undefined,
): string | undefined {
  try {
    const { record, qualifier } = foundVersion(store.state, context.config, name, given);
    const statements = record.policies[policyKey(qualifier)];
    return statements && policyDocument(statements);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
