import type { Person } from '../../data/people.ts';
import { Badge } from '../../parts/badge.tsx';

/** A person's status, in a word. */
export function PersonStatus({
  person: { status, enabled },
}: {
  person: Pick<Person, 'status' | 'enabled'>;
}) {
  if (!enabled) return <Badge tone="error">disabled</Badge>;
  return (
    <Badge tone={status === 'CONFIRMED' ? 'ok' : 'refused'}>
      {status.toLowerCase().replaceAll('_', ' ')}
    </Badge>
  );
}
