/** An invalid rule; the message is one sentence that names the field. */
export class BadFaultRule extends Error {
  override readonly name = 'BadFaultRule';
}

/** The value, which must be a JSON object. Throws BadFaultRule. */
export function objectOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new BadFaultRule(`${name} must be a JSON object.`);
}

/** Throws BadFaultRule for the first unknown field. */
export function refuseOthers(value: object, fields: readonly string[], at: string): void {
  const other = Object.keys(value).find((field) => !fields.includes(field));
  if (other !== undefined)
    throw new BadFaultRule(`${at}${other}: there is no such field; there are ${fields.join(', ')}.`);
}

/** The value, which must be a number within limits, both included. Throws BadFaultRule. */
export function numberOf(
  value: unknown,
  name: string,
  { least, most, whole = false }: { least: number; most: number; whole?: boolean },
): number {
  if (typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value)))
    return value;
  throw new BadFaultRule(`${name}: give a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`);
}
