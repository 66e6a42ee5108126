import type { PolicyReport, RoleReport } from './policy-report.ts';

/** The report for a reader at a terminal. */
export function reportText({ mode, roles }: PolicyReport): string {
  const head =
    mode === 'audit'
      ? 'Policies are audited: what they do not allow was let pass.'
      : 'Policies are enforced: what they do not allow was refused.';
  if (roles.length === 0) return `${head}\nThere is no role.\n`;
  return `${[head, ...roles.map(roleText)].join('\n\n')}\n`;
}

/** Resources shown of one action; the JSON has them all. */
const SHOWN = 3;

function roleText({ role, used, refused, unused }: RoleReport): string {
  const actions = (list: RoleReport['used']) =>
    list.map(({ action, resources }) => {
      const more = resources.length > SHOWN ? `, and ${resources.length - SHOWN} more` : '';
      return `    ${action}  ${resources.slice(0, SHOWN).join(', ')}${more}`;
    });
  const grants = unused.map(
    ({ policy, statement, action, resource }) =>
      `    ${action}  ${resource}  (${policy}, statement ${statement})`,
  );
  return [
    role,
    ...section('used', actions(used)),
    ...section('not allowed', actions(refused)),
    ...section('allowed, never used', grants),
    ...(used.length + refused.length + unused.length === 0 ? ['  allows nothing, asked for nothing'] : []),
  ].join('\n');
}

function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [`  ${title}`, ...lines] : [];
}
