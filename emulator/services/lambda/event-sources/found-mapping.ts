import { AwsError } from '../../../edge/aws-error.ts';
import type { LambdaState } from '../state/lambda-store.ts';
import type { Mapping } from './mapping.ts';

/** A mapping by its id. Throws AwsError `ResourceNotFoundException`. */
export function foundMapping(state: LambdaState, id: string | undefined): Mapping {
  const found = id === undefined ? undefined : state.mappings?.[id];
  if (found) return found;
  throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', {
    members: { Type: 'User' },
  });
}
