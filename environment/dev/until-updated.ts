import { setTimeout as delay } from 'node:timers/promises';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';

/** How long an update may take, in milliseconds; some seconds if the engine is as slow as AWS. */
const WITHIN = 60_000;

/**
 * Waits until calls of a function run the code with this SHA-256. Usually it is so at once, so the first looks are quick. Throws
 * ReaderError after a minute, or if other code was deployed meanwhile.
 */
export async function untilUpdated(
  lambda: Pick<LambdaClient, 'send'>,
  functionName: string,
  codeSha256: string,
): Promise<void> {
  const deadline = performance.now() + WITHIN;
  for (let pause = 2; ; pause = Math.min(pause * 2, 500)) {
    const { LastUpdateStatus, CodeSha256 } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: functionName }),
    );
    if (CodeSha256 !== codeSha256) throw new ReaderError('Other code was deployed meanwhile.');
    if (LastUpdateStatus !== 'InProgress') return;
    if (performance.now() > deadline) {
      throw new ReaderError(`Its update is ${LastUpdateStatus} after ${WITHIN / 1000} s.`);
    }
    await delay(pause);
  }
}
