import type { DecidedPolicy } from '../../../../emulator/edge/interfaces/trace.ts';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';

const VERDICTS = {
  allowed: 'allowed',
  'explicit-deny': 'denied by a statement',
  'implicit-deny': 'denied, since no statement allows it',
} as const;

/** The policy that an authorizer returned, and the statement that decided. */
export function Policy({ policy }: { policy: DecidedPolicy }) {
  const statements = statementsOf(policy.document);
  return (
    <div class="stack">
      <Facts
        facts={[
          [
            'verdict',
            <Badge tone={policy.decision === 'allowed' ? 'ok' : 'refused'}>
              {VERDICTS[policy.decision]}
            </Badge>,
          ],
          ['action', <code>{policy.action}</code>],
          ['resource', <code class="wrap">{policy.resource}</code>],
        ]}
      />
      <ol class="statements">
        {statements.map((statement, index) => (
          <li
            key={`${index} ${JSON.stringify(statement)}`}
            class={index === policy.statement ? 'deciding' : undefined}
          >
            {index === policy.statement && (
              <Badge tone={policy.decision === 'allowed' ? 'ok' : 'refused'}>this one decided</Badge>
            )}
            <pre>{JSON.stringify(statement, null, 2)}</pre>
          </li>
        ))}
      </ol>
    </div>
  );
}

function statementsOf(document: unknown): unknown[] {
  const statement = (document as { Statement?: unknown } | null)?.Statement;
  return Array.isArray(statement) ? statement : statement === undefined ? [document] : [statement];
}
