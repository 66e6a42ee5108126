interface Consumed {
  ConsumedCapacity?: { TableName: string; CapacityUnits: number };
}

/**
 * What a transaction consumed, by table: twice what its actions would have alone (Developer Guide, "Capacity management for
 * transactions"). Undefined when it was not asked for.
 */
export function consumedBy(
  answers: readonly Consumed[],
  wish: unknown,
  units: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): object[] | undefined {
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return undefined;
  const sums = new Map<string, number>();
  for (const { ConsumedCapacity } of answers) {
    if (!ConsumedCapacity) continue;
    const { TableName, CapacityUnits } = ConsumedCapacity;
    sums.set(TableName, (sums.get(TableName) ?? 0) + 2 * CapacityUnits);
  }
  return [...sums].map(([TableName, sum]) => {
    const all = { CapacityUnits: sum, [units]: sum };
    return { TableName, ...all, ...(wish === 'INDEXES' && { Table: all }) };
  });
}
