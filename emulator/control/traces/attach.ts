import type { Draft } from './draft.ts';

/** Finds each span's parent: by the invocation's id, by the tracing header, else by time. */
export function attach(drafts: readonly Draft[]): void {
  const byRun = new Map<string, Draft>();
  for (const draft of drafts)
    if ((draft.part === 'authorizer' || draft.part === 'integration') && draft.runId !== undefined)
      byRun.set(draft.runId, draft);
  for (const draft of drafts) draft.parentId ??= parentOf(draft, drafts, byRun)?.id ?? null;
}

function parentOf(
  draft: Draft,
  drafts: readonly Draft[],
  byRun: ReadonlyMap<string, Draft>,
): Draft | undefined {
  const others = drafts.filter((other) => other !== draft && other.root === draft.root);
  if (isRun(draft)) {
    const waiting = draft.runId === undefined ? undefined : byRun.get(draft.runId);
    return waiting ?? innermost(draft, others.filter(runsFunctions)) ?? firstTop(draft, others);
  }
  if (draft.part === 'mail') return innermost(draft, others.filter(runsFunctions)) ?? firstTop(draft, others);
  if (draft.functionArn === undefined)
    return innermost(
      draft,
      others.filter(({ part }) => part === 'integration'),
    );
  const runs = others.filter((other) => isRun(other) && sameFunction(other.functionArn, draft.functionArn));
  const inTime = runs.filter((run) => contains(run, draft));
  return (
    inTime.find(({ segment }) => segment === draft.segment) ??
    innermost(draft, inTime) ??
    runs.find(({ segment }) => segment === draft.segment)
  );
}

/** The last to begin of those that were running when it began. */
function innermost(draft: Draft, candidates: readonly Draft[]): Draft | undefined {
  return candidates
    .filter((candidate) => contains(candidate, draft))
    .reduce<Draft | undefined>((best, one) => (best && best.start >= one.start ? best : one), undefined);
}

/** What a request started and did not wait for belongs to the request. */
function firstTop(draft: Draft, others: readonly Draft[]): Draft | undefined {
  return others
    .filter((other) => runsFunctions(other) && other.start <= draft.start)
    .reduce<Draft | undefined>((best, one) => (best && best.start <= one.start ? best : one), undefined);
}

function contains(outer: Draft, inner: Draft): boolean {
  return outer.start <= inner.start && inner.start <= outer.end;
}

function isRun({ part }: Draft): boolean {
  return part === 'function' || part === 'trigger';
}

function runsFunctions({ part }: Draft): boolean {
  return part === 'lambda' || part === 'cognito' || part === 'integration' || part === 'authorizer';
}

/** Compared without qualifiers: credentials name the function as it was deployed. */
function sameFunction(one: string | undefined, other: string | undefined): boolean {
  const plain = (arn: string | undefined) => arn?.split(':').slice(0, 7).join(':');
  return plain(one) === plain(other);
}
