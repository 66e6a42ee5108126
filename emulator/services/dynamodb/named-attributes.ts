/** Parameters that hold an expression, and such as hold attributes by name. */
const EXPRESSIONS = [
  'ProjectionExpression',
  'UpdateExpression',
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
];
const BY_NAME = ['Key', 'Item', 'KeyConditions', 'QueryFilter', 'ScanFilter', 'Expected', 'AttributeUpdates'];

/** Words of the expression language; as names of attributes they are reserved, and must be written `#name`. */
const WORDS = new Set(['AND', 'OR', 'NOT', 'IN', 'BETWEEN', 'SET', 'REMOVE', 'ADD', 'DELETE']);

/** The top-level attributes that a request names, each once. The request is unchecked: ignores other forms. */
export function namedAttributes(input: Readonly<Record<string, unknown>>): string[] {
  const found = new Set<string>();
  for (const name of BY_NAME)
    for (const attribute of Object.keys(asObject(input[name]))) found.add(attribute);
  for (const attribute of asList(input['AttributesToGet'])) found.add(String(attribute));
  const names = asObject(input['ExpressionAttributeNames']);
  for (const name of EXPRESSIONS) for (const attribute of namesIn(input[name], names)) found.add(attribute);
  return [...found];
}

/** The attributes at the beginning of each path in an expression; not functions, values, or what is below. */
function namesIn(expression: unknown, names: Readonly<Record<string, unknown>>): string[] {
  if (typeof expression !== 'string') return [];
  const paths = expression.matchAll(/(?<![\w:#.])([#A-Za-z_][\w-]*)(?:\.[#\w-]+|\[\d+\])*\s*(\()?/g);
  return [...paths].flatMap(([, first = '', isFunction]) => {
    if (isFunction || WORDS.has(first.toUpperCase())) return [];
    return first.startsWith('#') ? String(names[first] ?? first) : first;
  });
}

/** An object as one, and nothing of anything else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** A list as one, and nothing of anything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
