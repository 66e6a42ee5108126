import type { Rules } from './rules.ts';

/** A condition as dynalite's parser leaves it: an operand that is a path is a list, one that is a value has no `type`. */
interface Condition {
  type: string;
  name?: string;
  args: unknown[];
}

/**
 * The rules, with conditions that can be decided for every item. Where an operand of BETWEEN, IN or begins_with is a path,
 * dynalite's comparison throws when nothing, or something of another type, is there; DynamoDB calls such a condition not met
 * (Developer Guide, "Comparison operator and function reference").
 */
export function withSoundConditions<R extends Rules>(rules: R): R {
  return {
    ...rules,
    custom(data: Record<string, unknown>, store: object) {
      const broken = rules.custom?.(data, store);
      for (const key of ['_condition', '_filter']) {
        const parsed = data[key] as { expression: Condition } | undefined;
        if (parsed) data[key] = { ...parsed, expression: soundCondition(parsed.expression) };
      }
      return broken;
    },
  };
}

function soundCondition(condition: Condition): Condition {
  const { type, name, args } = condition;
  if (type === 'and' || type === 'or' || type === 'not') {
    return { type, args: args.map((arg) => soundCondition(arg as Condition)) };
  }
  const [subject, ...others] = args;
  if (type === 'between') {
    const [low, high] = others;
    return all(exists(subject), compared('>=', subject, low), compared('<=', subject, high));
  }
  if (type === 'in') {
    return all(exists(subject), any(...others.map((other) => compared('=', subject, other))));
  }
  if (type === 'function' && name === 'begins_with') {
    return any(all(isOfType(subject, 'S'), condition), all(isOfType(subject, 'B'), condition));
  }
  return condition;
}

function compared(type: string, left: unknown, right: unknown): Condition {
  return { type, args: [left, right] };
}

function exists(subject: unknown): Condition {
  return { type: 'function', name: 'attribute_exists', args: [subject] };
}

function isOfType(subject: unknown, type: string): Condition {
  return { type: 'function', name: 'attribute_type', args: [subject, { S: type }] };
}

function all(first: Condition, ...rest: Condition[]): Condition {
  return rest.reduce((left, right) => ({ type: 'and', args: [left, right] }), first);
}

function any(first?: Condition, ...rest: Condition[]): Condition {
  if (!first) throw new Error('A condition of no alternatives.');
  return rest.reduce((left, right) => ({ type: 'or', args: [left, right] }), first);
}
