import type { ActionReport, PolicyReport, RoleReport } from './policy-report.ts';

/** The report for a terminal. */
export function reportText({ mode, roles }: PolicyReport): string {
  const head =
    mode === 'audit'
      ? 'Policies are audited: what they do not allow was let pass.'
      : 'Policies are enforced: what they do not allow was refused.';
  if (roles.length === 0) return `${head}\nThere is no role.\n`;
  return `${[head, ...roles.map(roleText)].join('\n\n')}\n`;
}

/** Resources shown for one action; the JSON has them all. */
const SHOWN = 3;

function roleText({ role, used, refused, unused }: RoleReport): string {
  const grants = unused.map(
    ({ policy, statement, action, resource }) =>
      [action, `${resource}  (${policy}, statement ${statement})`] as const,
  );
  return [
    role,
    ...section('used', used.flatMap(actionRows)),
    ...section('not allowed', refused.flatMap(actionRows)),
    ...section('allowed, never used', grants),
    ...(used.length + refused.length + unused.length === 0 ? ['  allows nothing, asked for nothing'] : []),
  ].join('\n');
}

type Row = readonly [action: string, resource: string];

/** A line for each resource. A function's log streams, one for each environment, count as one. */
function actionRows({ action, resources }: ActionReport): Row[] {
  const counts = new Map<string, number>();
  for (const resource of resources) {
    const kind = resource.replace(/:log-stream:.+$/, ':log-stream:*');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const rows = [...counts].map(([kind, count]) => (count > 1 ? `${kind}  (${count})` : kind));
  const more = rows.length > SHOWN ? [`and ${rows.length - SHOWN} more`] : [];
  return [...rows.slice(0, SHOWN), ...more].map((row, index) => [index === 0 ? action : '', row]);
}

function section(title: string, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([action]) => action.length));
  return [`  ${title}`, ...rows.map(([action, rest]) => `    ${action.padEnd(width)}  ${rest}`)];
}
