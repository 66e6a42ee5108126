import { UncertainError } from './calls.ts';
import type { Kind } from './kind.ts';
import { codeOf } from './reader-error.ts';
import type { Run } from './run.ts';
import { waitFor } from './wait.ts';

/** What services answer if a resource of the name exists. */
const ALREADY_THERE = new Set([
  'EntityAlreadyExistsException',
  'EntityAlreadyExists',
  'ResourceConflictException',
  'ResourceInUseException',
  'ResourceAlreadyExistsException',
  'ConflictException',
]);

/** How long a list may lag behind a create. */
const LAG_PATIENCE = 20_000;
const ATTEMPTS = 5;

export interface Created<State> {
  readonly state: State;
  /** It existed when it was about to be made: it may differ from what is wanted, and be somebody else's. */
  readonly metExisting: boolean;
}

/**
 * Makes a resource, or finds the existing one: made by an earlier attempt whose answer was lost, by a killed run, or by somebody else
 * between plan and apply. There are never two.
 */
export async function createOrFind<P, S, O>(kind: Kind<P, S, O>, props: P, run: Run): Promise<Created<S>> {
  if (!kind.namesRepeat) return attempt(kind, props, run, async () => undefined);
  const { app, stage, region, accountId } = run.scope;
  const note = [accountId, region, app, stage, kind.type, ...kind.identity(props), kind.name(props)].join(
    '.',
  );
  const age = await run.intents.age(note);
  if (age !== undefined && age < LAG_PATIENCE) {
    const state = await lookFor(kind, props, run, LAG_PATIENCE - age);
    if (state !== undefined) return { state, metExisting: true };
  }
  await run.intents.note(note);
  return attempt(kind, props, run, () => run.intents.settle(note));
}

/** `refused` is called when it is certain that nothing was made. */
async function attempt<P, S, O>(
  kind: Kind<P, S, O>,
  props: P,
  run: Run,
  refused: () => Promise<void>,
): Promise<Created<S>> {
  for (let count = 1; ; count++) {
    try {
      return { state: await kind.create(props, run), metExisting: false };
    } catch (error) {
      const exists = ALREADY_THERE.has(codeOf(error));
      if (!exists && !(error instanceof UncertainError)) {
        await refused();
        throw error;
      }
      // A failed look says nothing about what was made: the note stays.
      const state = await lookFor(kind, props, run, LAG_PATIENCE);
      if (state !== undefined) return { state, metExisting: true };
      if (exists || count === ATTEMPTS) throw error;
    }
  }
}

/** Looks until it is found or `patience` is over. */
async function lookFor<P, S, O>(
  kind: Kind<P, S, O>,
  props: P,
  run: Run,
  patience: number,
): Promise<S | undefined> {
  const until = run.clock.now() + patience;
  return waitFor<S | undefined>(
    {
      what: `${kind.type} ${kind.name(props)} to be listed, should it have been made`,
      look: async () => {
        run.reads.forget();
        const state = await kind.observe(props, run);
        return state !== undefined || run.clock.now() >= until ? { ready: state } : { state: 'not listed' };
      },
      patience: 2 * LAG_PATIENCE,
      interval: 1_000,
      advice: '',
    },
    run,
  );
}
