/** Every field that a stranger, or a program that somebody else wrote, can fill. */
export const FIELDS = [
  'log line',
  'mail subject',
  'mail body',
  'group',
  'user attribute',
  'user name',
  'attribute of an item',
  'value of an item',
  'description of a function',
  'file in a function',
  'error of a function',
  'line of a function',
  'variable of a function',
  'name of an API',
  'name of an authorizer',
  'description of a deployment',
  'path',
  'query',
  'header in',
  'header out',
  'body in',
  'body out',
  'principal',
  'resource of a policy',
  'error of an authorizer',
  'resource of a role',
  'message of a fault',
  'message of AWS',
  'tag',
  'e-mail',
] as const;

export type Field = (typeof FIELDS)[number];

/** An element that would run a script, were it one: without a blank and a quote, which some fields forbid. */
export function attempt(field: Field): string {
  return `<img/src/onerror=alert(${FIELDS.indexOf(field)})>`;
}

/** What the stranger's resources are called where no markup may be. */
export const NAME = 'strange';
