import type { ServiceModel, ShapeModel } from '../models/model.ts';
import { shapeOf } from './protocol/codec.ts';

/** How a service words violations. */
export interface Wording {
  /** Whether it shows values; sensitive ones are never shown. */
  showValues?: boolean;
  /** Its own text about a member, by name, with invalid characters. */
  patternWords?: ((member: string) => string | undefined) | undefined;
  /** Its own text about a member, by name, that is too long. */
  lengthWords?: ((member: string) => string | undefined) | undefined;
  /** What a service that speaks of a list of enum values as a whole says of it, from the rule of its members. */
  listRule?: ((rule: string) => string) | undefined;
  /** Members, by their names, whose enum the service checks itself. */
  ownEnums?: readonly string[] | undefined;
  /** The prefix of members in the body, if the service uses one (`createRestApiInput`). */
  bodyInput?: string | undefined;
}

/** The violations so far: in the services' shared words, and in the service's own. */
interface Findings {
  found: string[];
  own: string[];
}

/**
 * Checks an input against the limits of the service's model (required, length, range, pattern, enum), and returns AWS's sentence about all
 * violations, or undefined.
 */
export function brokenConstraints(
  model: ServiceModel,
  shape: string,
  input: unknown,
  { showValues = true, ...words }: Wording = {},
): string | undefined {
  const findings: Findings = { found: [], own: [] };
  check(model, shape, input, '', findings, { showValues, ...words });
  const { found, own } = findings;
  if (found.length === 0) return own[0];
  return `${found.length} validation error${found.length > 1 ? 's' : ''} detected: ${found.join('; ')}`;
}

function check(
  model: ServiceModel,
  name: string,
  value: unknown,
  path: string,
  findings: Findings,
  wording: Wording,
): void {
  const shape = shapeOf(model, name);
  const report = (rule: string) => {
    const hidden = !wording.showValues || shape.sensitive || value instanceof Uint8Array;
    const shown = hidden ? '' : ` '${display(value)}'`;
    findings.found.push(`Value${shown} at '${path}' failed to satisfy constraint: ${rule}`);
  };
  switch (shape.type) {
    case 'structure':
      checkMembers(model, shape, value as Record<string, unknown>, path, findings, wording);
      break;
    case 'list': {
      const items = value as unknown[];
      checkLength(shape, items.length, report);
      const allowed = shapeOf(model, shape.member?.shape ?? '').enum;
      if (allowed && wording.listRule !== undefined) {
        if (!items.every((item) => allowed.includes(String(item))))
          report(
            `Member must satisfy constraint: ${wording.listRule(`Member must satisfy enum value set: [${allowed.join(', ')}]`)}`,
          );
        break;
      }
      for (const [index, item] of items.entries()) {
        if (item === null) continue;
        check(model, shape.member?.shape ?? '', item, `${path}.${index + 1}.member`, findings, wording);
      }
      break;
    }
    case 'map': {
      const entries = Object.entries(value as object);
      checkLength(shape, entries.length, report);
      for (const [key, item] of entries) {
        check(model, shape.key?.shape ?? '', key, `${path}.${key}.key`, findings, wording);
        if (item !== null)
          check(model, shape.value?.shape ?? '', item, `${path}.${key}.member`, findings, wording);
      }
      break;
    }
    case 'string':
    case 'character': {
      const text = value as string;
      const length = [...text].length;
      const tooLong = shape.max !== undefined && length > shape.max ? wording.lengthWords?.(path) : undefined;
      if (tooLong === undefined) checkLength(shape, length, report);
      else findings.own.push(tooLong);
      if (shape.pattern && !matches(shape.pattern, text)) {
        const own = wording.patternWords?.(path);
        if (own === undefined) report(`Member must satisfy regular expression pattern: ${shape.pattern}`);
        else findings.own.push(own);
      }
      if (shape.enum && !shape.enum.includes(text) && !wording.ownEnums?.includes(path)) {
        report(`Member must satisfy enum value set: [${shape.enum.join(', ')}]`);
      }
      break;
    }
    case 'blob':
      checkLength(shape, (value as Uint8Array).length, report);
      break;
    case 'integer':
    case 'long':
    case 'short':
    case 'float':
    case 'double': {
      const number = value as number;
      if (shape.min !== undefined && number < shape.min)
        report(`Member must have value greater than or equal to ${shape.min}`);
      if (shape.max !== undefined && number > shape.max)
        report(`Member must have value less than or equal to ${shape.max}`);
      break;
    }
  }
}

function checkMembers(
  model: ServiceModel,
  shape: ShapeModel,
  value: Record<string, unknown>,
  path: string,
  findings: Findings,
  wording: Wording,
): void {
  const { bodyInput } = wording;
  const members = Object.entries(shape.members ?? {});
  const isNamed = path === '' && bodyInput !== undefined;
  // A service that names its body lists the body's violations first.
  if (isNamed) members.sort(([, a], [, b]) => Number(a.in !== undefined) - Number(b.in !== undefined));
  for (const [key, member] of members) {
    const before = isNamed && member.in === undefined ? bodyInput : path;
    const at = before === '' ? lowerFirst(key) : `${before}.${lowerFirst(key)}`;
    const item = value[key];
    if (item !== undefined && item !== null) check(model, member.shape, item, at, findings, wording);
    else if (shape.required?.includes(key)) {
      const shown = !wording.showValues || shapeOf(model, member.shape).sensitive ? '' : ' null';
      findings.found.push(`Value${shown} at '${at}' failed to satisfy constraint: Member must not be null`);
    }
  }
}

function checkLength(shape: ShapeModel, length: number, report: (rule: string) => void): void {
  if (shape.max !== undefined && length > shape.max)
    report(`Member must have length less than or equal to ${shape.max}`);
  if (shape.min !== undefined && length < shape.min) {
    report(`Member must have length greater than or equal to ${shape.min}`);
  }
}

function display(value: unknown): string {
  // A list as Java shows it.
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return `[${value.join(', ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const compiled = new Map<string, RegExp | undefined>();

/** The models' patterns are Java's and must match the whole value; one that JavaScript cannot compile is not checked. */
function matches(pattern: string, text: string): boolean {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern)?.test(text) ?? true;
}

function compile(pattern: string): RegExp | undefined {
  for (const flags of ['su', 's']) {
    try {
      return new RegExp(`^(?:${pattern})$`, flags);
    } catch {
      // Try the other flavour next.
    }
  }
  return undefined;
}
