import type { IncomingMessage } from 'node:http';
import { type RestBinding, restBindings } from '../models/rest-bindings.ts';

interface Candidate extends RestBinding {
  readonly path: RegExp;
  readonly fixed: readonly (readonly [name: string, value: string])[];
  /** More specific ones come first. */
  readonly weight: number;
}

/** What identifies a request's operation. */
export type Told = Pick<IncomingMessage, 'headers' | 'method'> & {
  /** Still escaped. */
  path: string;
  query: URLSearchParams;
};

const candidates = new Map<string, readonly Candidate[]>();

/**
 * The REST operation of a request; undefined if no binding matches. Operations of one method and path differ by what they require:
 * UploadPart is a PutObject with a `partNumber`.
 */
export function restOperation(service: string, { method, path, query, headers }: Told): string | undefined {
  return candidatesOf(service).find(
    (candidate) =>
      candidate.method === method &&
      candidate.path.test(path) &&
      candidate.fixed.every(([name, value]) =>
        value === '' ? query.has(name) : query.get(name) === value,
      ) &&
      (candidate.query ?? []).every((name) => query.has(name)) &&
      (candidate.headers ?? []).every((name) => headers[name] !== undefined),
  )?.operation;
}

function candidatesOf(service: string): readonly Candidate[] {
  let list = candidates.get(service);
  if (!list) {
    list = (restBindings[service] ?? []).map(candidateOf).sort((a, b) => b.weight - a.weight);
    candidates.set(service, list);
  }
  return list;
}

function candidateOf(binding: RestBinding): Candidate {
  const [path = '', search = ''] = binding.uri.split('?');
  const fixed = [...new URLSearchParams(search)];
  const segments = path.split('/').filter((segment) => segment !== '');
  const pattern = segments.map((segment) =>
    segment.startsWith('{') ? (segment.endsWith('+}') ? '/.+' : '/[^/]+') : `/${segment}`,
  );
  const literals = segments.filter((segment) => !segment.startsWith('{')).length;
  const required = (binding.query?.length ?? 0) + (binding.headers?.length ?? 0);
  return {
    ...binding,
    // A bucket's path with a trailing slash is the bucket's, not a key's.
    path: new RegExp(`^${pattern.join('')}/?$`),
    fixed,
    weight: literals * 100 + fixed.length * 10 + required,
  };
}
