import { UncertainError } from './calls.ts';
import type { Kind } from './kind.ts';
import { codeOf } from './reader-error.ts';
import type { Run } from './run.ts';
import { waitFor } from './wait.ts';

/** What services answer when a resource of the name exists. */
const ALREADY_THERE = new Set([
  'EntityAlreadyExistsException',
  'EntityAlreadyExists',
  'ResourceConflictException',
  'ResourceInUseException',
  'ResourceAlreadyExistsException',
  'ConflictException',
]);

/** How long a list may lag behind a create whose answer was lost. */
const LAG_PATIENCE = 20_000;
const ATTEMPTS = 5;

export interface Created<State> {
  readonly state: State;
  /** It was there when it was about to be made: it may differ from what is wanted, and be somebody else's. */
  readonly metExisting: boolean;
}

/**
 * Makes a resource, or finds the one that is there: made by an earlier attempt whose answer was lost, by a run that was
 * killed, or by somebody else between plan and apply. There are never two.
 */
export async function createOrFind<P, S, O>(kind: Kind<P, S, O>, props: P, run: Run): Promise<Created<S>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return { state: await kind.create(props, run), metExisting: false };
    } catch (error) {
      const exists = ALREADY_THERE.has(codeOf(error));
      if (!exists && !(error instanceof UncertainError)) throw error;
      const state = await lookFor(kind, props, run);
      if (state !== undefined) return { state, metExisting: true };
      if (exists || attempt === ATTEMPTS) throw error;
    }
  }
}

async function lookFor<P, S, O>(kind: Kind<P, S, O>, props: P, run: Run): Promise<S | undefined> {
  const until = run.clock.now() + LAG_PATIENCE;
  return waitFor<S | undefined>(
    {
      what: `${kind.type} ${kind.name(props)} to be listed, should it have been made`,
      look: async () => {
        run.reads.forget();
        const state = await kind.observe(props, run);
        if (state !== undefined || run.clock.now() + 2_000 > until) return { ready: state };
        return { state: 'not listed' };
      },
      patience: 2 * LAG_PATIENCE,
      interval: 2_000,
      advice: '',
    },
    run,
  );
}
