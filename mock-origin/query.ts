/** The client asked for something impossible; the origin answers 400 and names the parameter. */
export class BadParameterError extends Error {
  override readonly name = 'BadParameterError';
  readonly parameter: string;

  constructor(parameter: string, message: string) {
    super(message);
    this.parameter = parameter;
  }
}

/** The parameters of a list of people. */
export interface ListQuery {
  /** `count`, 0 to 100; random by default. */
  count: number | undefined;
  /** `seed`, 0 to 4294967295; random by default. */
  seed: number | undefined;
}

/** Largest seed: Faker's generator is seeded with 32 bits. */
export const MAX_SEED = 0xffff_ffff;

const MAX_COUNT = 100;

/**
 * Reads the query of a list. It rejects an unknown parameter like a wrong one: otherwise `?cuont=3` would look as if it had worked. @throws
 * BadParameterError for the first parameter that is unknown, repeated, or no whole number in its range.
 */
export function parseListQuery(query: Record<string, unknown>): ListQuery {
  refuseOthers(query, ['count', 'seed']);
  return { count: wholeNumber(query, 'count', MAX_COUNT), seed: wholeNumber(query, 'seed', MAX_SEED) };
}

/** Rejects every unknown parameter. @throws BadParameterError */
export function refuseOthers(query: Record<string, unknown>, known: readonly string[]): void {
  for (const name of Object.keys(query)) {
    if (!known.includes(name))
      throw new BadParameterError(name, `There is no parameter ${JSON.stringify(name)} here.`);
  }
}

function wholeNumber(query: Record<string, unknown>, name: string, max: number): number | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new BadParameterError(name, `${name} must be given once.`);
  if (typeof value === 'string' && /^\d{1,10}$/.test(value) && Number(value) <= max) return Number(value);
  throw new BadParameterError(name, `${name} must be a whole number from 0 to ${max}.`);
}
