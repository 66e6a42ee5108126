import type { Honoured, Operation } from '../../edge/operation.ts';
import { type DynaliteOperation, dynaliteOperations } from '../dynalite-operations.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';

/** An operation that dynalite answers as it is. What dynalite has no rule for it would drop in silence, so that is refused. */
export function forward(
  operation: DynaliteOperation,
  tables: Pick<Tables, 'run'>,
): Operation<object, object> {
  return {
    honours: honouredBy(operation),
    resource: resourcesOf,
    run: (input) => tables.run(operation, input),
  };
}

/** What holds although dynalite does not look at it: it reads nothing but the newest state of an item. */
const HOLDS_ANYWAY: { readonly [Operation in DynaliteOperation]?: Record<string, Honoured> } = {
  Scan: { ConsistentRead: true },
};

/** The parameters that dynalite knows of, and those that need nothing to be done. */
export function honouredBy(operation: DynaliteOperation): Record<string, Honoured> {
  const known = Object.keys(dynaliteOperations[operation].rules.types).map((name) => [name, true]);
  return { ...Object.fromEntries(known), ...HOLDS_ANYWAY[operation] };
}
