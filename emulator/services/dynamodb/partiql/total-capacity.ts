/** What several reads or writes of one table consumed together; undefined when nothing was asked for. */
export function totalCapacity(parts: readonly unknown[], table: string): object | undefined {
  const [first] = parts;
  if (typeof first !== 'object' || first === null) return undefined;
  if (parts.length === 1) return first;
  const units = parts.map((part) => (part as { CapacityUnits?: number }).CapacityUnits ?? 0);
  return { TableName: table, CapacityUnits: units.reduce((sum, one) => sum + one, 0) };
}
