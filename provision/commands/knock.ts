import { randomBytes } from 'node:crypto';
import { ReaderError } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { waitFor } from '../reconcile/wait.ts';

/**
 * Knocks at the gate with a credential that nobody has, until it is answered as AWS answers those: 401. That the
 * authorizer may be invoked settles some seconds after it was granted, and until then the answer is 500; a new stage
 * answers 403 or 404 for a moment. An answer that lets the stranger in ends the run at once.
 * Throws ReaderError with the last answer seen when a minute was not enough.
 */
export async function knock(apiUrl: string, run: Pick<Run, 'clock' | 'progress'>): Promise<void> {
  const stranger = Buffer.from(`nobody:${randomBytes(24).toString('base64url')}`).toString('base64');
  const look = async () => {
    const status = await statusOf(`${apiUrl}/`, `Basic ${stranger}`);
    if (status === 401) return { ready: true };
    if (typeof status === 'number' && status < 400) {
      throw new ReaderError(
        `The gate at ${apiUrl} let in a stranger (${status}): the authorizer is not asked. On LocalStack it is run under a paid plan only.`,
      );
    }
    return { state: typeof status === 'number' ? `status ${status}` : status };
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

async function statusOf(url: string, authorization: string): Promise<number | string> {
  try {
    const response = await fetch(url, {
      headers: { authorization },
      redirect: 'manual',
      signal: AbortSignal.timeout(35_000),
    });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return error instanceof Error ? `no answer (${error.message})` : 'no answer';
  }
}
