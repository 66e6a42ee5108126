import { BlockList, isIPv4 } from 'node:net';
import type { Condition } from './document.ts';
import { type ContextKeys, resolveVariables } from './variables.ts';
import { matchesArn, matchesWildcard } from './wildcard.ts';

type Test = (wanted: string, given: string) => boolean;

const numeric =
  (compare: (given: number, wanted: number) => boolean): Test =>
  (wanted, given) => {
    const [left, right] = [Number(given), Number(wanted)];
    return given !== '' && !Number.isNaN(left) && !Number.isNaN(right) && compare(left, right);
  };

const dated =
  (compare: (given: number, wanted: number) => boolean): Test =>
  (wanted, given) => {
    const [left, right] = [timeOf(given), timeOf(wanted)];
    return !Number.isNaN(left) && !Number.isNaN(right) && compare(left, right);
  };

function timeOf(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function inRange(range: string, address: string): boolean {
  const [network = '', bits] = range.split('/');
  const family = isIPv4(network) ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  try {
    list.addSubnet(network, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family);
    return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  } catch {
    return false;
  }
}

const equals: Test = (wanted, given) => wanted === given;
const equalsIgnoreCase: Test = (wanted, given) => wanted.toLowerCase() === given.toLowerCase();

/** The positive tests; a negated operator is true where its positive one is false for every value. */
const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoreCase,
  StringLike: matchesWildcard,
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
  BinaryEquals: equals,
  IpAddress: inRange,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
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

/**
 * Whether every condition of a statement holds (IAM user guide, "Condition operators" and "Multivalued context keys"). Several
 * conditions are joined by and, several values by or. An absent key fails a positive operator and satisfies a negated one; `…IfExists`
 * is satisfied by absence; `Null` asks for it. An operator that IAM does not have is never satisfied.
 */
export function conditionsHold(conditions: readonly Condition[], keys: ContextKeys): boolean {
  return conditions.every((condition) => holds(condition, keys));
}

function holds({ operator, key, values }: Condition, keys: ContextKeys): boolean {
  const given = keys(key);
  const [, qualifier, rest = ''] = /^(?:(ForAnyValue|ForAllValues):)?(.*)$/.exec(operator) ?? [];
  if (rest === 'Null')
    return values.some((value) => (value === 'true') === (given === undefined || given.length === 0));
  const ifExists = rest.endsWith('IfExists');
  const name = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  const positive = NEGATED[name] ?? name;
  const test = TESTS[positive];
  if (!test) return false;
  const negated = positive !== name;
  const wanted = values.flatMap((value) => resolveVariables(value, keys) ?? []);
  const one = (value: string) => wanted.some((text) => test(text, value)) !== negated;

  if (given === undefined || given.length === 0) {
    if (qualifier === 'ForAllValues' || ifExists) return true;
    return qualifier === 'ForAnyValue' ? false : negated;
  }
  if (qualifier === 'ForAllValues') return given.every(one);
  if (qualifier === 'ForAnyValue') return given.some(one);
  return negated ? given.every(one) : given.some(one);
}
