import { randomBytes } from 'node:crypto';
import { ReaderError } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { waitFor } from '../reconcile/wait.ts';
import { type Gate, REFUSALS } from '../refusals.ts';

/**
 * Calls a gated API with an unknown credential until the gate answers as AWS does. A permission to invoke the authorizer takes some seconds
 * to settle, and until then the answer is 500; a new stage answers 403 or 404 for a moment. If the request gets through, the run ends at
 * once. Throws ReaderError with the last answer after a minute.
 */
export async function knock(
  { kind, url: apiUrl }: Gate,
  run: Pick<Run, 'clock' | 'progress'>,
): Promise<void> {
  const { stranger: wanted } = REFUSALS[kind];
  const stranger = Buffer.from(`nobody:${randomBytes(24).toString('base64url')}`).toString('base64');
  const look = async () => {
    const answer = await answerOf(`${apiUrl}/`, `Basic ${stranger}`);
    if (typeof answer === 'string') return { state: answer };
    const { status, text } = answer;
    // A 403 can be the origin's own, so it must be exactly the gateway's.
    if (status === wanted.status && (status === 401 || text === wanted.text)) return { ready: true };
    if (status < 400) {
      throw new ReaderError(
        `The gate at ${apiUrl} let in a stranger (${status}): the authorizer is not asked. On LocalStack it is run under a paid plan only.`,
      );
    }
    return { state: `status ${status}` };
  };
  await waitFor(
    {
      what: `the gate at ${apiUrl} to turn away a stranger`,
      look,
      patience: 60_000,
      interval: 2_000,
      advice:
        'Everything is in place; look at the log of the authorizer, and whether API Gateway may invoke it.',
    },
    run,
  );
}

async function answerOf(
  url: string,
  authorization: string,
): Promise<{ status: number; text: string } | string> {
  try {
    const response = await fetch(url, {
      headers: { authorization },
      redirect: 'manual',
      signal: AbortSignal.timeout(35_000),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return error instanceof Error ? `no answer (${error.message})` : 'no answer';
  }
}
