import { compileCondition } from './conditions.ts';
import { matches, parseTemplate, resolve, type Template } from './pattern.ts';
import type { Asked, Principals, Statement, StatementTest } from './statement.ts';

/** The parts of a statement that are read from its document. */
export type StatementSource = Omit<Statement, 'applies'>;

/** Parses a statement once, for all its requests. */
export function compileStatement(statement: StatementSource): StatementTest {
  const action = actionTest(statement);
  const resource = resourceTest(statement);
  const principal = principalTest(statement);
  const conditions = statement.conditions.map((condition) =>
    compileCondition(condition, statement.variables),
  );
  return (asked) =>
    action(asked.action) &&
    resource(asked) &&
    principal(asked.principal) &&
    conditions.every((holds) => holds(asked.keys));
}

function actionTest({ actions, notActions }: StatementSource): (action: string) => boolean {
  const templates = (actions ?? notActions ?? []).map((text) => parseTemplate(text.toLowerCase(), false));
  return (action) => templates.some((template) => matches(template, action)) === (actions !== undefined);
}

/** A statement without resources applies to all, as in a trust policy. */
function resourceTest({ resources, notResources, variables }: StatementSource): StatementTest {
  const templates = (resources ?? notResources ?? []).map((text) => parseTemplate(text, variables));
  const test =
    ({ resource, keys }: Asked) =>
    (template: Template) => {
      const resolved = resolve(template, keys);
      return resolved && matches(resolved, resource);
    };
  if (resources) return (asked) => templates.some((template) => test(asked)(template) === true);
  return (asked) => templates.every((template) => test(asked)(template) === false);
}

function principalTest({
  effect,
  principals,
  notPrincipals,
}: StatementSource): (asking: Principals | undefined) => boolean {
  if (principals) return (asking) => !asking || names(asking).some((name) => isListed(principals, name));
  if (!notPrincipals) return () => true;
  // "NotPrincipal with Deny": the account, the role and the session are each checked, and each must be excepted.
  if (effect === 'Deny')
    return (asking) => !asking || !names(asking).every((name) => isListed(notPrincipals, name));
  return (asking) => !asking || !names(asking).some((name) => isListed(notPrincipals, name));
}

interface Name {
  kind: string;
  name: string;
}

function names(asking: Principals): Name[] {
  return Object.entries(asking).flatMap(([kind, list]) => list.map((name) => ({ kind, name })));
}

/** An account's number means the same as its root's ARN; `*` means everybody. */
function isListed(listed: Principals, { kind, name }: Name): boolean {
  if (listed['AWS']?.includes('*')) return true;
  return (listed[kind] ?? []).some((entry) => entry === '*' || canonical(entry) === canonical(name));
}

function canonical(name: string): string {
  return /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name;
}
