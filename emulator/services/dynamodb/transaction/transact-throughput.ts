import type { Attempt } from '../items/attempt-write.ts';
import { addUnits, type Units } from '../items/consumed-capacity.ts';
import type { Tables } from '../tables.ts';
import type { Kind } from '../throughput/limit-of.ts';
import { throttledReason } from '../throughput/throttled.ts';
import type { Address } from './addresses.ts';
import { cancelled, NONE } from './cancelled.ts';

/** Cancels a transaction when a table, or a global index that it would change, has no throughput left. Throws AwsError `TransactionCanceledException`. */
export function refuseThrottled(
  { throughput }: Pick<Tables, 'throughput'>,
  addresses: readonly Address[],
  kind: Kind,
  attempts: readonly Attempt[] = [],
): void {
  const refusals = addresses.map(({ table }, index) => {
    const changed = attempts[index]?.indexes ?? [];
    const global = changed.filter((one) => one.index.global).map((one) => one.index.name);
    return throughput.refusal(table, kind, global);
  });
  if (refusals.every((refusal) => refusal === undefined)) return;
  throw cancelled(refusals.map((refusal) => (refusal ? throttledReason(refusal) : NONE)));
}

/** Spends what a transaction consumed: twice what its actions would have alone (Developer Guide, "Capacity management for transactions"). */
export function spendTwice(
  { throughput }: Pick<Tables, 'throughput'>,
  addresses: readonly Address[],
  units: readonly Units[],
  kind: Kind,
): void {
  for (const [index, { table }] of addresses.entries()) {
    const own = units[index];
    if (own) throughput.spend(table, kind, addUnits([own, own]));
  }
}
