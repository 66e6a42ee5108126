import type { AttributeValue } from '../values/attribute-value.ts';
import type { Bindings } from './bindings.ts';
import type { DocumentPath } from './document-path.ts';
import { type ExpressionParameter, invalidExpression } from './invalid-expression.ts';
import { isReserved } from './reserved-words.ts';
import type { WrittenOperand, WrittenPath, WrittenValue } from './syntax.ts';
import { plainNamesIn } from './written-operands.ts';

/** How many steps a path can have (Developer Guide, "Quotas"), and the greatest position in a list. */
const [MAX_STEPS, MAX_POSITION] = [32, 2 ** 31 - 1];

/** The source of names and values, and the parameter in errors. */
export interface Scope {
  readonly parameter: ExpressionParameter;
  readonly bindings: Bindings;
}

/** A path with its names looked up. Throws AwsError `ValidationException` for a name that the request does not define. */
export function resolvePath({ steps }: WrittenPath, { parameter, bindings }: Scope): DocumentPath {
  const path = steps.map((step) => {
    if (typeof step === 'string') return step;
    if ('position' in step) return positionOf(step.position, parameter);
    const name = own(bindings.names, step.alias);
    if (name === undefined)
      throw invalidExpression(
        parameter,
        `An expression attribute name used in the document path is not defined; attribute name: ${step.alias}`,
      );
    bindings.usedNames.add(step.alias);
    return name;
  });
  if (path.length > MAX_STEPS)
    throw invalidExpression(
      parameter,
      `The document path has too many nesting levels; nesting levels: ${path.length}`,
    );
  return path;
}

function positionOf(digits: string, parameter: ExpressionParameter): number {
  const position = Number(digits);
  if (position <= MAX_POSITION) return position;
  throw invalidExpression(parameter, `List index is not within the allowable range; index: [${digits}]`);
}

/** A value of the request. Throws AwsError `ValidationException` for one that it does not define. */
export function resolveValue({ alias }: WrittenValue, { parameter, bindings }: Scope): AttributeValue {
  const value = own(bindings.values, alias);
  if (value === undefined)
    throw invalidExpression(
      parameter,
      `An expression attribute value used in expression is not defined; attribute value: ${alias}`,
    );
  bindings.usedValues.add(alias);
  return value;
}

/** `#constructor` is a name only if the request defines it. */
function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Rejects reserved words used as names. Throws AwsError `ValidationException`. */
export function refuseReserved(operands: Iterable<WrittenOperand>, parameter: ExpressionParameter): void {
  for (const operand of operands)
    for (const name of plainNamesIn(operand))
      if (isReserved(name))
        throw invalidExpression(parameter, `Attribute name is a reserved keyword; reserved keyword: ${name}`);
}

/** A path as AWS's sentences write it: `[a, [1], b]`. */
export function shownPath(path: DocumentPath): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}
