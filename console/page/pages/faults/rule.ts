/** A fault rule as `/_gatehouse/faults` shows it. */
export interface Rule {
  readonly id: string;
  readonly service: string;
  readonly operation: string;
  readonly nth?: number;
  readonly every?: number;
  readonly first?: number;
  readonly from?: number;
  readonly probability?: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly drop?: 'before' | 'after';
  readonly latencyMs?: number;
  readonly seen: number;
  readonly struck: number;
}

/** Which calls a rule matches. */
export const WHICH = {
  all: 'every call',
  nth: 'only call number',
  every: 'each time the count is a multiple of',
  first: 'the first so many',
  from: 'from call number',
  probability: 'by chance, from 0 to 1',
} as const;

/** What a rule does, in a line. */
export function wordsOf(rule: Rule): string {
  const which = (['nth', 'every', 'first', 'from', 'probability'] as const).find(
    (name) => rule[name] !== undefined,
  );
  const does = [
    rule.latencyMs ? `waits ${rule.latencyMs} ms` : '',
    rule.error ? `answers ${rule.error.code}: ${rule.error.message}` : '',
    rule.drop ? `cuts the connection ${rule.drop} the effect` : '',
  ].filter(Boolean);
  return `${which ? `${WHICH[which]} ${rule[which]}` : WHICH.all}: ${does.join(', then ')}`;
}
