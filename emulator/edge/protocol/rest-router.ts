import type { ServiceModel } from '../../models/model.ts';

export interface RestMatch {
  operation: string;
  labels: Record<string, string>;
}

interface Candidate {
  operation: string;
  method: string;
  segments: readonly string[];
  query: readonly [string, string][];
}

/** Finds the restJson operation of a method, path and query: literal segments win over labels, more fixed query pairs over fewer. */
export type RestRouter = (method: string, path: string, query: URLSearchParams) => RestMatch | undefined;

/** Makes the router of one service from its model. */
export function createRestRouter(model: ServiceModel): RestRouter {
  const candidates = Object.entries(model.operations)
    .map(([operation, { method, uri }]): Candidate => {
      const [path = '', search = ''] = uri.split('?');
      return { operation, method, segments: split(path), query: [...new URLSearchParams(search)] };
    })
    .sort((a, b) => literals(b) - literals(a) || b.query.length - a.query.length);

  return (method, path, query) => {
    const segments = split(path);
    for (const candidate of candidates) {
      if (candidate.method !== method) continue;
      if (
        !candidate.query.every(([key, value]) => (value === '' ? query.has(key) : query.get(key) === value))
      )
        continue;
      const labels = bind(candidate.segments, segments);
      if (labels) return { operation: candidate.operation, labels };
    }
    return undefined;
  };
}

function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function literals(candidate: Candidate): number {
  return candidate.segments.filter((segment) => !segment.startsWith('{')).length;
}

function bind(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part)?.[1];
    if (greedy) {
      if (segments.length <= index) return undefined;
      labels[greedy] = segments.slice(index).map(decodeURIComponent).join('/');
      return labels;
    }
    const segment = segments[index];
    if (segment === undefined) return undefined;
    const label = /^\{(.+)\}$/.exec(part)?.[1];
    if (label) labels[label] = decodeURIComponent(segment);
    else if (part !== segment) return undefined;
  }
  return segments.length === template.length ? labels : undefined;
}
