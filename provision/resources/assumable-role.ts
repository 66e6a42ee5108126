import { codeOf, messageOf } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { type Seen, waitFor } from '../reconcile/wait.ts';

/**
 * Sends the call that gives a function its role, repeatedly for up to two minutes while Lambda cannot assume it: a new role needs some
 * seconds, and Lambda reports that with a code that it also uses for much else (Lambda API reference, CreateFunction). Throws any other
 * answer unchanged, and ReaderError when the time is over.
 */
export function onceRoleIsAssumable<T>(roleArn: string, run: Run, send: () => Promise<T>): Promise<T> {
  const look = async (): Promise<Seen<T>> => {
    try {
      return { ready: await send() };
    } catch (error) {
      const waits =
        codeOf(error) === 'InvalidParameterValueException' &&
        /cannot be assumed by Lambda/.test(messageOf(error));
      if (!waits) throw error;
      return { state: messageOf(error) };
    }
  };
  const trust = 'Principal {"Service":"lambda.amazonaws.com"}, Action sts:AssumeRole';
  return waitFor(
    {
      what: `role ${roleArn} to become assumable`,
      look,
      patience: 120_000,
      interval: 3_000,
      advice: `Check that the role exists and that its trust policy says ${trust}.`,
    },
    run,
  );
}
