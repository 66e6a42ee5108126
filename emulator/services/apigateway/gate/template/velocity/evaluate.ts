import { arithmetic, compare, isEqual } from './arithmetic.ts';
import type { Budget } from './budget.ts';
import { javaText } from './java-text.ts';
import { callMethod } from './methods.ts';
import type { Expression, Reference, Step } from './nodes.ts';
import { indexOf, propertyOf } from './properties.ts';
import { TemplateError } from './template-error.ts';
import { isTrue, type JavaMap, numberOf, ownList, putEntry } from './values.ts';

/** The environment of expressions. */
export interface Scope {
  readonly variables: Map<string, unknown>;
  readonly budget: Budget;
  /** Renders the nodes of a text in double quotes. */
  print(expression: Expression & { kind: 'interpolated' }): string;
  /** Renders what `#define` defined under this name; undefined if there is none. */
  defined(name: string): string | undefined;
}

/** How many elements a range may have: as many as a `#foreach` may iterate (API Gateway quotas). */
const LONGEST_RANGE = 10_000;

/** Evaluates an expression. An undefined value is the empty text (recorded on AWS). Throws TemplateError. */
export function evaluate(scope: Scope, expression: Expression): unknown {
  scope.budget.step();
  switch (expression.kind) {
    case 'literal':
      return expression.value ?? '';
    case 'interpolated':
      return scope.print(expression);
    case 'value':
      return resolve(scope, expression.reference) ?? '';
    case 'list':
      return ownList(expression.items.map((item) => evaluate(scope, item)));
    case 'range':
      return range(scope, expression);
    case 'map': {
      const map: JavaMap = Object.create(null);
      for (const [key, value] of expression.entries)
        putEntry(map, javaText(evaluate(scope, key), scope.budget), evaluate(scope, value));
      return map;
    }
    case 'not':
      return !isTrue(evaluate(scope, expression.operand));
    case 'binary':
      return binary(scope, expression);
  }
}

function binary(scope: Scope, { operator, left, right }: Expression & { kind: 'binary' }): unknown {
  if (operator === '&&') return isTrue(evaluate(scope, left)) && isTrue(evaluate(scope, right));
  if (operator === '||') return isTrue(evaluate(scope, left)) || isTrue(evaluate(scope, right));
  const [a, b] = [evaluate(scope, left), evaluate(scope, right)];
  switch (operator) {
    case '==':
      return isEqual(a, b, scope.budget);
    case '!=':
      return !isEqual(a, b, scope.budget);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, a, b);
    default:
      return arithmetic(operator, a, b, scope.budget);
  }
}

function range(scope: Scope, { from, to }: Expression & { kind: 'range' }): unknown {
  const first = numberOf(evaluate(scope, from));
  const last = numberOf(evaluate(scope, to));
  if (first === undefined || last === undefined) return '';
  const length = Math.abs(last - first) + 1;
  if (length > LONGEST_RANGE) throw new TemplateError(`A range has more than ${LONGEST_RANGE} elements`);
  scope.budget.step(length);
  const step = first <= last ? 1 : -1;
  return ownList(Array.from({ length }, (_item, index) => first + index * step));
}

/** The value of a reference; undefined if a step on its path is undefined. Throws TemplateError if a method fails. */
export function resolve(scope: Scope, { name, steps }: Reference): unknown {
  let value = scope.variables.has(name) ? scope.variables.get(name) : scope.defined(name);
  for (const step of steps) {
    if (value === undefined || value === null) return undefined;
    scope.budget.step();
    value = follow(scope, value, step);
  }
  return value;
}

function follow(scope: Scope, value: unknown, step: Step): unknown {
  switch (step.kind) {
    case 'property':
      return propertyOf(value, step.name);
    case 'index':
      return indexOf(value, evaluate(scope, step.index), scope.budget);
    case 'call':
      return callMethod(
        value,
        step.name,
        step.values.map((argument) => evaluate(scope, argument)),
        scope.budget,
      );
  }
}

/** Sets a reference: a variable, or an entry of an existing map or list. */
export function assign(scope: Scope, { name, steps }: Reference, value: unknown): void {
  const last = steps.at(-1);
  if (!last) {
    scope.variables.set(name, value);
    return;
  }
  const holder = resolve(scope, { source: '', name, steps: steps.slice(0, -1) });
  if (last.kind === 'call') throw new TemplateError('#set sets no call of a method');
  const key = last.kind === 'property' ? last.name : evaluate(scope, last.index);
  if (Array.isArray(holder)) {
    const index = numberOf(key);
    const at = index !== undefined && index < 0 ? index + holder.length : index;
    if (at === undefined || !(at in holder))
      throw new TemplateError(`The list has no element ${String(index)}`);
    holder[at] = value;
  } else if (typeof holder === 'object' && holder !== null)
    callMethod(holder, 'put', [key, value], scope.budget);
}
