import { type AttributeValue, attribute, type Item } from '../values/attribute-value.ts';
import type { Bindings } from './bindings.ts';
import type { DocumentPath } from './document-path.ts';
import { parsePath, type Words } from './parse-operand.ts';
import { refuseSharedPaths } from './paths-apart.ts';
import { remember } from './remember.ts';
import { refuseReserved, resolvePath } from './resolve.ts';
import type { WrittenPath } from './syntax.ts';
import { accept, checkShape, expectEnd, readerOf } from './token-reader.ts';

const parameter = 'ProjectionExpression';

const NO_WORDS: Words = new Set();

/** The paths of a `ProjectionExpression`. Throws AwsError `ValidationException`. */
export function parseProjection(text: string, bindings: Bindings): DocumentPath[] {
  const paths = readProjection(text).map((path) => resolvePath(path, { parameter, bindings }));
  refuseSharedPaths(paths, parameter);
  return paths;
}

const readProjection = remember((text: string) => {
  const reader = readerOf(text, parameter);
  const written: WrittenPath[] = [];
  do written.push(parsePath(reader, NO_WORDS));
  while (accept(reader, ','));
  expectEnd(reader);
  checkShape(reader);
  refuseReserved(written, parameter);
  return written;
});

/** What is wanted below one place, by the next step of the paths; `true` for all that is there. */
type Wanted = Map<string | number, Wanted | true>;

/**
 * The parts of an item at paths, none of which lies within another. Keeps only the requested parts of maps and lists; the elements left of
 * a list close up, in order.
 */
export function project(item: Item, paths: readonly DocumentPath[]): Item {
  if (paths.every((path) => path.length === 1)) return attributesOf(item, paths);
  const wanted: Wanted = new Map();
  for (const path of paths) plant(wanted, path);
  return membersOf(item, wanted);
}

/** Names of attributes as paths: what `AttributesToGet` asks for. */
export function namedPaths(names: readonly string[]): DocumentPath[] {
  return names.map((name) => [name]);
}

function attributesOf(item: Item, paths: readonly DocumentPath[]): Item {
  const found: Record<string, AttributeValue> = Object.create(null);
  for (const [name] of paths) {
    const value = attribute(item, String(name));
    if (value) found[String(name)] = value;
  }
  return found;
}

function plant(wanted: Wanted, path: DocumentPath): void {
  let place = wanted;
  for (const step of path.slice(0, -1)) {
    const next = place.get(step) ?? new Map();
    if (next === true) return;
    place.set(step, next);
    place = next;
  }
  place.set(path.at(-1) ?? '', true);
}

function membersOf(map: Item, wanted: Wanted): Item {
  const found: Record<string, AttributeValue> = Object.create(null);
  for (const [step, inner] of wanted) {
    const name = String(step);
    const value = typeof step === 'string' ? part(attribute(map, name), inner) : undefined;
    if (value) found[name] = value;
  }
  return found;
}

function part(value: AttributeValue | undefined, wanted: Wanted | true): AttributeValue | undefined {
  if (!value || wanted === true) return value;
  if (value.M) {
    const M = membersOf(value.M, wanted);
    return Object.keys(M).length > 0 ? { M } : undefined;
  }
  const list = value.L ?? [];
  const positions = [...wanted.keys()].filter((step) => typeof step === 'number').sort((a, b) => a - b);
  const L = positions.flatMap((position) => part(list[position], wanted.get(position) ?? true) ?? []);
  return L.length > 0 ? { L } : undefined;
}
