import { hash } from 'node:crypto';
import { invalid } from '../expressions/invalid-expression.ts';
import type { Item } from '../values/attribute-value.ts';

/** How far a statement was carried out: in which of its reads, and after which key. */
export interface Progress {
  readonly read: number;
  readonly key?: Item;
}

/** What a token belongs to: the same statement with the same parameters. */
export function digestOf(statement: string, parameters: unknown): string {
  return hash('sha256', JSON.stringify([statement, parameters ?? []]), 'hex').slice(0, 32);
}

export function tokenFor(digest: string, { read, key }: Progress): string {
  return Buffer.from(JSON.stringify({ digest, read, key })).toString('base64');
}

/** Reads a token. Throws AwsError `ValidationException` for one that is none, or another statement's. */
export function progressOf(token: string | undefined, digest: string): Progress {
  if (token === undefined) return { read: 0 };
  const known = readable(token);
  if (!known || typeof known.read !== 'number') throw invalid('Invalid NextToken');
  if (known.digest !== digest) throw invalid('NextToken does not match request');
  return { read: known.read, ...(known.key && { key: known.key }) };
}

function readable(token: string): { digest?: unknown; read?: unknown; key?: Item } | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64').toString());
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
