import { type FunctionConfiguration, GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { ReaderError } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { type Seen, waitFor } from '../reconcile/wait.ts';

/**
 * Waits until a function can be called and changed: State Active, LastUpdateStatus Successful. Throws ReaderError with Lambda's own reason
 * if it failed, or after two minutes.
 */
export function untilFunctionReady(name: string, run: Run): Promise<FunctionConfiguration> {
  const look = async (): Promise<Seen<FunctionConfiguration>> => {
    const found = await run.clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    if (found.State === 'Failed') {
      throw new ReaderError(
        `Lambda could not make function ${name}: ${found.StateReason ?? found.StateReasonCode ?? 'no reason given'}`,
      );
    }
    // After a failed update the function still works, and the next update fixes it.
    const settled = found.LastUpdateStatus !== 'InProgress';
    // Lambda sets idle functions Inactive; a change or a call wakes them.
    if (settled && (found.State === 'Active' || found.State === 'Inactive' || found.State === undefined))
      return { ready: found };
    return { state: `State ${found.State}, LastUpdateStatus ${found.LastUpdateStatus ?? 'unknown'}` };
  };
  return waitFor(
    {
      what: `function ${name} to be Active`,
      look,
      patience: 120_000,
      interval: 2_000,
      advice: 'Look at the function in the Lambda console, and run this again.',
    },
    run,
  );
}
