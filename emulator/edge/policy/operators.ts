import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { ContextKeys } from './context-keys.ts';
import { matches, matchesArn, parseTemplate, resolve, type Template, textOf } from './pattern.ts';

/** Whether a request's value satisfies the policy's value; undefined if a variable in the latter has no value. */
export type ValueTest = (given: string, keys: ContextKeys) => boolean | undefined;

/** Reads a policy's value for one operator, once. `variables`: whether the document's version knows policy variables. */
export type CompileValue = (wanted: string, variables: boolean) => ValueTest;

const templated =
  (test: (template: Template, given: string) => boolean): CompileValue =>
  (wanted, variables) => {
    const template = parseTemplate(wanted, variables);
    return (given, keys) => {
      const resolved = resolve(template, keys);
      return resolved && test(resolved, given);
    };
  };

const equals = templated((template, given) => textOf(template) === given);
const equalsIgnoreCase = templated(
  (template, given) => textOf(template).toLowerCase() === given.toLowerCase(),
);

/** Operators that compare two ordered values; an unreadable value matches nothing. */
const ordered =
  (read: (text: string) => number | undefined) =>
  (compare: (given: number, wanted: number) => boolean): CompileValue =>
  (wanted) => {
    const right = read(wanted);
    return (given) => {
      const left = read(given);
      return left !== undefined && right !== undefined && compare(left, right);
    };
  };

const numeric = ordered((text) => (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined));

const ISO_8601 = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?)?)?$/;

/** ISO 8601 in W3C's forms, or seconds since 1970 (IAM user guide, "Date condition operators"); four digits are a year. */
function dateOf(text: string): number | undefined {
  if (/^-?\d{5,}(\.\d+)?$/.test(text))
    return Math.abs(Number(text)) < 2 ** 63 ? Number(text) * 1000 : undefined;
  const time = ISO_8601.test(text) ? Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Whether a policy accepts a text as a date. */
export function isDateText(text: string): boolean {
  return dateOf(text) !== undefined;
}

const dated = ordered(dateOf);

const binaryEquals: CompileValue = (wanted) => {
  const bytes = Buffer.from(wanted, 'base64');
  return (given) => bytes.equals(Buffer.from(given, 'base64'));
};

/** A range in CIDR form; an address without a prefix is one address. */
const ipAddress: CompileValue = (wanted) => {
  const [network = '', bits] = wanted.split('/');
  const list = new BlockList();
  try {
    if (isIPv4(network)) list.addSubnet(network, Number(bits ?? 32), 'ipv4');
    else list.addSubnet(network, Number(bits ?? 128), 'ipv6');
  } catch {
    return () => false;
  }
  return (given) => (isIPv4(given) || isIPv6(given)) && list.check(given, isIPv4(given) ? 'ipv4' : 'ipv6');
};

/** The operators for likeness. */
const POSITIVE: Readonly<Record<string, CompileValue>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoreCase,
  StringLike: templated(matches),
  NumericEquals: numeric((given, wanted) => given === wanted),
  NumericLessThan: numeric((given, wanted) => given < wanted),
  NumericLessThanEquals: numeric((given, wanted) => given <= wanted),
  NumericGreaterThan: numeric((given, wanted) => given > wanted),
  NumericGreaterThanEquals: numeric((given, wanted) => given >= wanted),
  DateEquals: dated((given, wanted) => given === wanted),
  DateLessThan: dated((given, wanted) => given < wanted),
  DateLessThanEquals: dated((given, wanted) => given <= wanted),
  DateGreaterThan: dated((given, wanted) => given > wanted),
  DateGreaterThanEquals: dated((given, wanted) => given >= wanted),
  Bool: equalsIgnoreCase,
  BinaryEquals: binaryEquals,
  IpAddress: ipAddress,
  ArnEquals: templated(matchesArn),
  ArnLike: templated(matchesArn),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

export interface Operator {
  /** `Null` tests whether the key exists, and has no test of values. */
  compile: CompileValue | 'null';
  negated: boolean;
  ifExists: boolean;
  set: 'ForAnyValue' | 'ForAllValues' | undefined;
}

/** Reads an operator's name, `ForAnyValue:StringNotLikeIfExists` at its longest; undefined for an unknown one. */
export function parseOperator(name: string): Operator | undefined {
  const [, set, rest = ''] = /^(?:(ForAnyValue|ForAllValues):)?(.*)$/.exec(name) ?? [];
  const shared = { set: set as Operator['set'] };
  if (rest === 'Null') return { ...shared, compile: 'null', negated: false, ifExists: false };
  const ifExists = rest.endsWith('IfExists');
  const plain = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  const positive = NEGATED[plain] ?? plain;
  const compile = Object.hasOwn(POSITIVE, positive) ? POSITIVE[positive] : undefined;
  return compile && { ...shared, compile, ifExists, negated: positive !== plain };
}
