import { type Condition, isConnection, type Operand } from '../expressions/condition.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import type { UpdateOperand } from '../expressions/operand.ts';
import type { UpdateAction } from '../expressions/update.ts';
import type { AttributeValue } from '../values/attribute-value.ts';

/** Aliases for the names and values of one request. */
export interface Aliases {
  readonly names: Map<string, string>;
  readonly values: AttributeValue[];
}

export function createAliases(): Aliases {
  return { names: new Map(), values: [] };
}

/** The parameters of a request that say what its aliases stand for. */
export function attributeParameters({ names, values }: Aliases): object {
  return {
    ...(names.size > 0 && {
      ExpressionAttributeNames: Object.fromEntries([...names].map(([name, alias]) => [alias, name])),
    }),
    ...(values.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(values.map((value, index) => [`:v${index}`, value])),
    }),
  };
}

/** A condition as the text of a `ConditionExpression`. */
export function conditionText(condition: Condition, aliases: Aliases): string {
  if (isConnection(condition)) {
    const parts = condition.args.map((part) => grouped(part, aliases));
    return condition.type === 'not'
      ? `NOT ${parts[0]}`
      : parts.join(condition.type === 'and' ? ' AND ' : ' OR ');
  }
  const args = condition.args.map((operand) => operandText(operand, aliases));
  const [first, ...others] = args;
  switch (condition.type) {
    case 'function':
      return `${condition.name}(${args.join(', ')})`;
    case 'in':
      return `${first} IN (${others.join(', ')})`;
    case 'between':
      return `${first} BETWEEN ${others.join(' AND ')}`;
    default:
      return `${first} ${condition.type} ${others[0]}`;
  }
}

/** A connection's part in parentheses; one that has a single part is that part, for twofold parentheses are refused. */
function grouped(condition: Condition, aliases: Aliases): string {
  const [only] = condition.args;
  if (isConnection(condition) && condition.type !== 'not' && condition.args.length === 1 && only)
    return grouped(only as Condition, aliases);
  const text = conditionText(condition, aliases);
  return isConnection(condition) ? `(${text})` : text;
}

function operandText(operand: Operand | UpdateOperand, aliases: Aliases): string {
  if (Array.isArray(operand)) return pathText(operand as DocumentPath, aliases);
  if (!('type' in operand)) return valueText(operand as AttributeValue, aliases);
  const args = operand.args.map((arg) => operandText(arg, aliases));
  if (operand.type === 'function') return `${operand.name}(${args.join(', ')})`;
  return args.join(operand.type === 'add' ? ' + ' : ' - ');
}

function pathText(path: DocumentPath, { names }: Aliases): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const alias = names.get(step) ?? `#n${names.size}`;
      names.set(step, alias);
      return index === 0 ? alias : `.${alias}`;
    })
    .join('');
}

function valueText(value: AttributeValue, { values }: Aliases): string {
  values.push(value);
  return `:v${values.length - 1}`;
}

const SECTIONS = [
  ['set', 'SET'],
  ['remove', 'REMOVE'],
  ['add', 'ADD'],
  ['delete', 'DELETE'],
] as const;

/** Actions as the text of an `UpdateExpression`. */
export function updateText(actions: readonly UpdateAction[], aliases: Aliases): string {
  return SECTIONS.flatMap(([type, word]) => {
    const texts = actions.flatMap((action) => (action.type === type ? actionText(action, aliases) : []));
    return texts.length > 0 ? `${word} ${texts.join(', ')}` : [];
  }).join(' ');
}

function actionText(action: UpdateAction, aliases: Aliases): string {
  const path = pathText(action.path, aliases);
  if (action.type === 'remove') return path;
  const value = operandText(action.val, aliases);
  return action.type === 'set' ? `${path} = ${value}` : `${path} ${value}`;
}
