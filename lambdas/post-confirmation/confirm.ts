import { errorFields, type Log } from '../shared/log.ts';
import { type StorePersonDeps, storePerson } from '../shared/store-person.ts';
import { type Confirmation, parseEvent, UnusableEventError } from './parse-event.ts';
import type { PlanKeys } from './plan-keys.ts';

/**
 * What an end user reads if this fails. Cognito puts it into "PostConfirmation failed with error <message>." with the last full stop. The
 * person is confirmed by then, and a second confirmation is rejected.
 */
export const PUBLIC_MESSAGE = 'Your account was confirmed but could not be set up. Please contact support';

/** What {@link confirm} works with. */
export interface ConfirmDeps extends StorePersonDeps {
  /** The plan that counts the person's requests, if there is one. */
  plan?: PlanKeys | undefined;
  log: Log;
}

/**
 * Handles one post confirmation event and returns it, as Cognito requires.
 *
 * A confirmed sign-up gives the person their one credential, and with a usage plan their one API key; a password reset writes nothing. Both
 * log exactly one line with the person and the outcome.
 *
 * @param requestId Lambda's id of the invocation, for the log.
 * @throws Error with {@link PUBLIC_MESSAGE}, and the reason as its `cause`, if the event is of another kind or the person could not be
 * stored. The log has the reason.
 */
export async function confirm<E>(deps: ConfirmDeps, event: E, requestId: string): Promise<E> {
  let confirmation: Confirmation | undefined;
  try {
    confirmation = parseEvent(event);
    deps.log({
      level: 'info',
      ...(await carryOut(deps, confirmation)),
      requestId,
      ...personFields(confirmation),
    });
    return event;
  } catch (error) {
    const unusable = error instanceof UnusableEventError;
    deps.log({
      level: 'error',
      message: unusable ? 'refused an event' : 'could not store the person; a repair is needed',
      outcome: unusable ? 'unusable-event' : 'failed',
      requestId,
      ...(confirmation && personFields(confirmation)),
      triggerSource: unusable ? error.triggerSource : undefined,
      ...errorFields(error),
    });
    throw new Error(PUBLIC_MESSAGE, { cause: error });
  }
}

async function carryOut(
  deps: Omit<ConfirmDeps, 'log'>,
  confirmation: Confirmation,
): Promise<{ message: string; outcome: string }> {
  if (confirmation.kind === 'password-reset') {
    return { message: 'password reset: nothing to store', outcome: 'nothing-to-store' };
  }
  const outcome = await storePerson(deps, confirmation.person);
  await deps.plan?.admit(confirmation.person);
  const message = outcome === 'stored' ? 'stored the person and their credential' : 'already stored';
  return { message, outcome };
}

function personFields(confirmation: Confirmation): { username: string; sub: string | undefined } {
  const { username, sub } = confirmation.kind === 'sign-up' ? confirmation.person : confirmation;
  return { username, sub };
}
