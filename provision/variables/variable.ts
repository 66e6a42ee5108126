import { ReaderError } from '../reconcile/reader-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a variable with a pattern, or its default if it is empty or not set. Throws ReaderError that names it. */
export function readText(
  env: Environment,
  name: string,
  fallback: string,
  pattern: RegExp,
  wanted: string,
): string {
  const text = env[name] || fallback;
  if (!pattern.test(text)) throw new ReaderError(`${name} is "${text}": give ${wanted}.`);
  return text;
}

/** Reads a whole number from `least` to `most`. Throws ReaderError that names the variable. */
export function readNumber(
  env: Environment,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  const text = env[name] || String(fallback);
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new ReaderError(`${name} is "${text}": give a whole number from ${least} to ${most}.`);
  }
  return value;
}

/** Reads an http or https address. Throws ReaderError that names the variable. */
export function readUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ReaderError(`${name} is "${text}": give an address that begins with http:// or https://.`);
  }
  return url;
}
