import { matches, parseTemplate } from '../../../edge/policy/pattern.ts';
import type { Statement } from '../../../edge/policy/statement.ts';
import type { CompiledPolicies } from '../compiled-policies.ts';
import type { Role } from '../state/iam-state.ts';
import type { IamStore } from '../state/iam-store.ts';
import type { UsageStore } from './usage-store.ts';

/** What the account's roles used, and what they allow beyond. */
export interface PolicyReport {
  mode: 'enforce' | 'audit';
  roles: RoleReport[];
}

export interface RoleReport {
  role: string;
  arn: string;
  /** Actions that were requested and allowed, with their resources. */
  used: ActionReport[];
  /** Actions that were requested and denied; with `audit` they ran. */
  refused: ActionReport[];
  /** What policies allow and nothing has used. */
  unused: GrantReport[];
}

export interface ActionReport {
  action: string;
  resources: string[];
}

/** One thing that a policy allows: an action and a resource as the statement writes them. */
export interface GrantReport {
  policy: string;
  /** The statement's Sid, or its number, from 1. */
  statement: string;
  action: string;
  resource: string;
}

interface Sources {
  store: IamStore;
  usage: UsageStore;
  policies: CompiledPolicies;
  mode: PolicyReport['mode'];
}

interface Used {
  action: string;
  resource: string;
}

/** Builds the report from the records and the present policies. */
export function policyReport({ store, usage, policies, mode }: Sources): PolicyReport {
  const roles = [...store.state.roles.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    mode,
    roles: roles.map((role) => {
      const actions = usage.state.identities.get(role.id)?.actions ?? new Map();
      const asked = [...actions].flatMap(([action, resources]) =>
        [...resources].map(([resource, { allowed }]) => ({ action, resource, allowed })),
      );
      const used = asked.filter(({ allowed }) => allowed);
      const refused = asked.filter(({ allowed }) => !allowed);
      return {
        role: role.name,
        arn: role.arn,
        used: byAction(used),
        refused: byAction(refused),
        unused: grantsOf(role, policies)
          .filter(({ statement }) => !used.some((use) => covers(statement, use)))
          .map(({ report }) => report),
      };
    }),
  };
}

function byAction(asked: readonly Used[]): ActionReport[] {
  const names = [...new Set(asked.map(({ action }) => action))].sort();
  return names.map((action) => ({
    action,
    resources: asked.filter((use) => use.action === action).map(({ resource }) => resource),
  }));
}

/** A statement's single action with its single resource: the smallest thing that could be removed. */
interface Grant {
  report: GrantReport;
  statement: Pick<Statement, 'variables'> & { action: Part; resource: Part };
}

interface Part {
  text: string;
  /** A `Not…` element: it applies to what it does not match. */
  not: boolean;
}

function grantsOf(role: Role, policies: CompiledPolicies): Grant[] {
  const documents: [string, readonly Statement[]][] = [
    ...[...role.inline].map(([name, document]): [string, readonly Statement[]] => [
      name,
      policies.of(document),
    ]),
    ...[...role.attached].map((arn): [string, readonly Statement[]] => [arn, policies.ofManaged(arn)]),
  ];
  return documents.flatMap(([policy, statements]) =>
    statements.flatMap((statement, index) =>
      statement.effect === 'Deny'
        ? []
        : grantsOfStatement(policy, statement, statement.sid ?? String(index + 1)),
    ),
  );
}

function grantsOfStatement(policy: string, statement: Statement, name: string): Grant[] {
  const { actions, notActions = [], resources, notResources = [], variables } = statement;
  return parts(actions, notActions).flatMap((action) =>
    parts(resources, notResources).map((resource) => ({
      report: { policy, statement: name, action: shown(action), resource: shown(resource) },
      statement: { variables, action, resource },
    })),
  );
}

function parts(plain: readonly string[] | undefined, negated: readonly string[]): Part[] {
  return plain ? plain.map((text) => ({ text, not: false })) : negated.map((text) => ({ text, not: true }));
}

function shown({ text, not }: Part): string {
  return not ? `not ${text}` : text;
}

/** Whether a grant covers a use. Variables match anything, because their values are not stored. */
function covers({ action, resource, variables }: Grant['statement'], use: Used): boolean {
  const texts = variables ? resource.text.replace(/\$\{[^*?$][^}]*\}/g, '*') : resource.text;
  const template = parseTemplate(texts, variables);
  return (
    matches(parseTemplate(action.text.toLowerCase(), false), use.action.toLowerCase()) !== action.not &&
    matches(template, use.resource) !== resource.not
  );
}
