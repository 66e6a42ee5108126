import { parseWithin } from '../../../edge/json-bounds.ts';
import { badDefinition } from './bad-definition.ts';
import { readYaml } from './read-yaml.ts';

export type Json = Readonly<Record<string, unknown>>;

/** How large a definition may be, in bytes (API Gateway quotas, "API definition size"). */
const LARGEST = 6 * 1024 * 1024;

/** Parses an API definition: OpenAPI 3.0 or Swagger 2.0, JSON or YAML. Throws AWS's `BadRequestException` for anything else. */
export async function readDefinition(body: Uint8Array | undefined): Promise<Json> {
  const text = Buffer.from(body ?? []).toString('utf8');
  if (text.length > LARGEST) throw badDefinition(`The API definition is larger than ${LARGEST} bytes`);
  const document = await parsed(text);
  const isKnown = document?.['swagger'] === '2.0' || /^3\.0\.\d+$/.test(String(document?.['openapi']));
  if (!document || !isKnown) throw badDefinition('Invalid OpenAPI input.');
  return document;
}

/** Parses JSON or YAML that is an object; undefined for anything else, and for what is too large to be read. */
export async function parsed(text: string): Promise<Json | undefined> {
  try {
    const json = text.trimStart().startsWith('{') ? text : await readYaml(text);
    const value = json === undefined ? undefined : parseWithin(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as an object; an empty one for anything else. */
export function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** A value as a list; an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text, or a number or a boolean as one; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** A value itself, or the target of its `$ref` within the document. Throws `BadRequestException` for a dangling reference. */
export function deref(document: Json, value: unknown): Json {
  let found = objectOf(value);
  for (let hops = 0; typeof found['$ref'] === 'string'; hops += 1) {
    const reference = found['$ref'];
    const steps = reference.startsWith('#/') ? reference.slice(2).split('/') : [];
    let target: unknown = document;
    for (const step of steps) target = objectOf(target)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
    if (steps.length === 0 || !isObject(target) || hops > 20)
      throw badDefinition(`Invalid OpenAPI input. The reference ${reference} leads to nothing.`);
    found = target;
  }
  return found;
}
