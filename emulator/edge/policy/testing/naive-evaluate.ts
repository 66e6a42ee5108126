import type { Decision, PolicyRequest } from '../evaluate.ts';

/**
 * IAM's rules a second time, as plainly as possible and from the JSON itself: regular expressions for patterns, nothing parsed ahead, no
 * code shared with the evaluator that it checks.
 */
export function naiveEvaluate(documents: readonly NaiveDocument[], request: PolicyRequest): Decision {
  const matching = documents.flatMap(({ Version, Statement }) =>
    Statement.filter((statement) => isAbout(statement, request, Version === '2012-10-17')),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicit-deny';
  return matching.length > 0 ? 'allowed' : 'implicit-deny';
}

export interface NaiveDocument {
  Version?: string;
  Statement: NaiveStatement[];
}

export interface NaiveStatement {
  Effect: 'Allow' | 'Deny';
  Action?: string[];
  NotAction?: string[];
  Resource?: string[];
  NotResource?: string[];
  Condition?: Record<string, Record<string, string[]>>;
}

/** A variable without a value, or with several. */
class Unknown extends Error {}

function isAbout(statement: NaiveStatement, request: PolicyRequest, variables: boolean): boolean {
  const { Action, NotAction = [], Resource, NotResource = [], Condition = {} } = statement;
  const isAction = (text: string) => expression(text, 'i').test(request.action);
  if (Action ? !Action.some(isAction) : NotAction.some(isAction)) return false;
  const isResource = (text: string) => patternOf(text, request, variables).test(request.resource);
  const meant = Resource
    ? Resource.some((text) => known(() => isResource(text)))
    : known(() => !NotResource.some(isResource));
  if (!meant) return false;
  return Object.entries(Condition).every(([operator, byKey]) =>
    Object.entries(byKey).every(([key, values]) => holds(operator, key, values, request, variables)),
  );
}

function holds(
  operator: string,
  key: string,
  wanted: readonly string[],
  request: PolicyRequest,
  variables: boolean,
): boolean {
  const given = valuesOf(request, key);
  if (operator === 'Null') return wanted.includes(given.length === 0 ? 'true' : 'false');
  const set = operator.includes(':') ? operator.split(':')[0] : '';
  const ifExists = operator.endsWith('IfExists');
  const name = operator.replace(/^.*:/, '').replace(/IfExists$/, '');
  const negated = name.includes('Not');
  if (given.length === 0) return ifExists || set === 'ForAllValues' || (negated && set !== 'ForAnyValue');
  const matches = (value: string) => (text: string) =>
    compare(name.replace('Not', ''), text, value, request, variables);
  const verdicts = given.map((value) =>
    negated
      ? known(() => !wanted.some(matches(value)))
      : wanted.some((text) => known(() => matches(value)(text))),
  );
  return set === 'ForAllValues' || (negated && set === '')
    ? !verdicts.includes(false)
    : verdicts.includes(true);
}

function compare(
  name: string,
  wanted: string,
  given: string,
  request: PolicyRequest,
  variables: boolean,
): boolean {
  switch (name) {
    case 'StringEquals':
      return literal(wanted, request, variables) === given;
    case 'StringEqualsIgnoreCase':
    case 'Bool':
      return literal(wanted, request, variables).toUpperCase() === given.toUpperCase();
    case 'StringLike':
      return patternOf(wanted, request, variables).test(given);
    case 'ArnLike':
    case 'ArnEquals': {
      // Replace variables first by placeholders, because their names have colons too.
      const values = variables
        ? (wanted.match(VARIABLE) ?? []).map((found) => valueOfVariable(found, request))
        : [];
      const masked = variables ? wanted.replace(VARIABLE, '\0') : wanted;
      const [pattern, arn] = [arnParts(masked), arnParts(given)];
      return (
        pattern.length === 6 &&
        arn.length === 6 &&
        pattern.every((part, index) => {
          const text = source(part).replaceAll('\0', () => escaped(values.shift() ?? ''));
          return new RegExp(`^${text}$`, 's').test(arn[index] ?? '');
        })
      );
    }
    case 'NumericLessThan':
      return Number.parseFloat(given) < Number.parseFloat(wanted);
    case 'NumericGreaterThanEquals':
      return Number.parseFloat(given) >= Number.parseFloat(wanted);
    default:
      throw new Error(`The naive evaluator has no ${name}.`);
  }
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length < 6 ? [] : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function valuesOf({ context = {} }: PolicyRequest, key: string): readonly string[] {
  for (const [name, value] of Object.entries(context))
    if (name.toLowerCase() === key.toLowerCase()) return [value].flat() as string[];
  return [];
}

function known(test: () => boolean): boolean {
  try {
    return test();
  } catch (error) {
    if (error instanceof Unknown) return false;
    throw error;
  }
}

/** The value of a variable with its dollar and braces. */
function valueOfVariable(variable: string, request: PolicyRequest): string {
  const inner = variable.slice(2, -1);
  if (['*', '?', '$'].includes(inner)) return inner;
  const [key = '', fallback] = inner.split(', ');
  const values = valuesOf(request, key);
  if (values.length === 1) return values[0] ?? '';
  if (fallback === undefined) throw new Unknown(key);
  return fallback.slice(1, -1);
}

const VARIABLE = /\$\{[^}]*\}/g;

function literal(text: string, request: PolicyRequest, variables: boolean): string {
  return variables ? text.replace(VARIABLE, (variable) => valueOfVariable(variable, request)) : text;
}

function patternOf(text: string, request: PolicyRequest, variables: boolean): RegExp {
  if (!variables) return expression(text);
  const between = text.split(VARIABLE).map(source);
  const found = [...text.matchAll(VARIABLE)].map(([variable]) => escaped(valueOfVariable(variable, request)));
  return new RegExp(`^${between.map((part, index) => part + (found[index] ?? '')).join('')}$`, 's');
}

function expression(text: string, flags = ''): RegExp {
  return new RegExp(`^${source(text)}$`, `s${flags}`);
}

function source(text: string): string {
  return escaped(text).replaceAll('\\*', '.*').replaceAll('\\?', '.');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
