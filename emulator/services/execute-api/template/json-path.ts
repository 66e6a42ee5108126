/**
 * Evaluates a JSONPath: `$.a.b[0]['c']`, `[*]`, `.*` and `..name`. With a wildcard or `..` the result is the list of all matches, else the
 * one value, undefined if there is none. Throws SyntaxError for any other form (filters and slices are not supported).
 */
export function jsonPath(root: unknown, path: string): unknown {
  const steps = parse(path);
  let found: unknown[] = [root];
  let isList = false;
  for (const step of steps) {
    if (step.kind === 'name') found = found.flatMap((value) => child(value, step.name));
    else {
      isList = true;
      found =
        step.kind === 'all'
          ? found.flatMap(children)
          : found.flatMap((value) => descendants(value, step.name));
    }
  }
  return isList ? found : found[0];
}

type Step = { kind: 'name'; name: string } | { kind: 'all' } | { kind: 'below'; name: string };

const STEP = /\.\.([\w-]+)|\.\*|\[\*\]|\.([^.[\]*]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

function parse(path: string): Step[] {
  const text = path.startsWith('$') ? path.slice(1) : `.${path}`;
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    if (!match) throw new SyntaxError(`The JSONPath ${path} is not understood.`);
    const [whole, below, dotted, index, single, double] = match;
    const name = dotted ?? index ?? single ?? double;
    if (below !== undefined) steps.push({ kind: 'below', name: below });
    else if (name !== undefined) steps.push({ kind: 'name', name });
    else if (whole !== '') steps.push({ kind: 'all' });
  }
  return steps;
}

function child(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return [(value as Record<string, unknown>)[name]];
}

function children(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function descendants(value: unknown, name: string): unknown[] {
  return [...child(value, name), ...children(value).flatMap((inner) => descendants(inner, name))];
}
