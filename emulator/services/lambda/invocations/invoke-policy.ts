import { AwsError } from '../../../edge/aws-error.ts';
import { policyDocument } from '../policy.ts';
import type { LambdaServices } from '../services.ts';
import { foundVersion, policyKey } from '../versions.ts';

/** The function's own policy, which may let in whom the caller's policies do not; of a function that is not there, none. */
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
