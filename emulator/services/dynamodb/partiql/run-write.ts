import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import type { Item } from '../values/attribute-value.ts';
import { perform, type StatementEngine } from './statement-engine.ts';
import { refuseInexact, type WritePlan } from './write-plan.ts';

/** What a single write is asked for beside its statement. */
export interface WriteWishes {
  readonly capacity: string | undefined;
  /** What a refusal shows of the item whose condition did not hold. */
  readonly onFailure: string | undefined;
}

/** What a write came to: what of its item it was to show, when that is anything. */
export interface Written {
  readonly item: Item | undefined;
  readonly capacity: unknown;
}

/** Carries out one write. Throws AwsError. */
export async function runWrite(
  engine: StatementEngine,
  plan: WritePlan,
  { capacity, onFailure }: WriteWishes,
  call: Call,
): Promise<Written> {
  refuseInexact(plan);
  const input = {
    ...plan.input,
    ...(plan.returnValues && { ReturnValues: plan.returnValues }),
    ...(capacity && { ReturnConsumedCapacity: capacity }),
    ...(onFailure && plan.kind !== 'Put' && { ReturnValuesOnConditionCheckFailure: onFailure }),
  };
  try {
    const { Attributes = {}, ConsumedCapacity } = await perform(engine, `${plan.kind}Item`, input, call);
    const shows = plan.returnValues !== undefined && Object.keys(Attributes).length > 0;
    return { item: shows ? Attributes : undefined, capacity: ConsumedCapacity };
  } catch (error) {
    if (plan.kind === 'Put' && error instanceof AwsError && error.code === 'ConditionalCheckFailedException')
      throw new AwsError('DuplicateItemException', DUPLICATE, { cause: error });
    throw error;
  }
}

/** What is said of an item that an `INSERT` finds in its place. */
export const DUPLICATE = 'Duplicate primary key exists in table';
