import type { Call } from '../../../edge/operation.ts';
import { holds } from '../expressions/condition.ts';
import type { KeyClause } from '../expressions/key-clauses.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { shownOf } from './columns.ts';
import { attributeParameters, conditionText, createAliases } from './expression-text.ts';
import type { Progress } from './next-token.ts';
import type { KeyedRead } from './read-plan.ts';
import type { SelectPlan } from './select-plan.ts';
import { type Answer, perform, type StatementEngine } from './statement-engine.ts';

/** How a page of a `SELECT` is read. */
export interface PageRequest {
  readonly table: string;
  readonly progress: Progress;
  /** How many items are looked at, whether they are answered or not; no limit but that of 1 MB when undefined. */
  readonly limit: number | undefined;
  readonly consistent: boolean;
  readonly capacity: string | undefined;
}

export interface Page {
  readonly items: Item[];
  /** Where the next page begins; undefined at the end. */
  readonly next: Progress | undefined;
  readonly capacity: unknown[];
}

/** Reads one page: what was looked for is decided and shown here, the items come from Query or Scan. Throws AwsError. */
export async function readPage(
  engine: StatementEngine,
  plan: SelectPlan,
  request: PageRequest,
  call: Call,
): Promise<Page> {
  const [items, capacity]: [Item[], unknown[]] = [[], []];
  const reads = plan.reads ?? [undefined];
  let left = request.limit;
  let { read, key } = request.progress;
  for (; read < reads.length; read += 1, key = undefined) {
    if (left === 0) return { items, next: { read }, capacity };
    const answer = await readOnce(engine, plan, { ...request, limit: left }, reads[read], key, call);
    const found = answer.Items ?? [];
    for (const item of found)
      if (!plan.condition || holds(plan.condition, viewed(item, plan)))
        items.push(shownOf(item, plan.columns));
    if (answer.ConsumedCapacity) capacity.push(answer.ConsumedCapacity);
    if (left !== undefined) left -= found.length;
    if (answer.LastEvaluatedKey) return { items, next: { read, key: answer.LastEvaluatedKey }, capacity };
  }
  return { items, next: undefined, capacity };
}

/** What a condition sees of an item: if attributes were fetched from the table, only the index's. */
function viewed(item: Item, { fetches, source: { projected } }: SelectPlan): Item {
  if (!fetches || !projected) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => projected.has(name)));
}

async function readOnce(
  engine: StatementEngine,
  { source, descending, fetches }: SelectPlan,
  { table, limit, consistent, capacity }: PageRequest,
  read: KeyedRead | undefined,
  key: Item | undefined,
  call: Call,
): Promise<Answer> {
  const input = {
    TableName: table,
    ...(source.index && { IndexName: source.index.name }),
    ...(fetches && { Select: 'ALL_ATTRIBUTES' }),
    ...(limit !== undefined && { Limit: limit }),
    ...(consistent && { ConsistentRead: true }),
    ...(capacity && { ReturnConsumedCapacity: capacity }),
    ...(key && { ExclusiveStartKey: key }),
  };
  if (!read) return perform(engine, 'Scan', input, call);
  return perform(engine, 'Query', { ...input, ...keyCondition(read), ScanIndexForward: !descending }, call);
}

function keyCondition({ hash, range }: KeyedRead): object {
  const aliases = createAliases();
  const parts = [...hash].map(([name, value]) => keyText(name, { operator: '=', values: [value] }, aliases));
  if (range) parts.push(keyText(...range, aliases));
  return { KeyConditionExpression: parts.join(' AND '), ...attributeParameters(aliases) };
}

function keyText(
  name: string,
  { operator, values }: KeyClause,
  aliases: ReturnType<typeof createAliases>,
): string {
  const args: (readonly string[] | AttributeValue)[] = [[name], ...values];
  if (operator === 'unindexed') throw new Error('A statement asks of a key what no index answers.');
  return conditionText(
    operator === 'begins_with' ? { type: 'function', name: operator, args } : { type: operator, args },
    aliases,
  );
}
