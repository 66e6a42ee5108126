import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Clients } from '../../provision/clients.ts';
import type { Progress } from '../../provision/reconcile/progress.ts';
import { type Clock, type Seen, waitFor } from '../../provision/reconcile/wait.ts';

export interface Means {
  readonly clients: Pick<Clients, 'dynamodb' | 'lambda' | 'logs'>;
  readonly clock: Clock;
  readonly progress: Progress;
}

/**
 * Sets a function's memory, and nothing else, and waits until it takes effect: later requests get new environments. Throws ReaderError
 * after a minute and a half.
 */
export async function giveMemory(functionName: string, memoryMb: number, means: Means): Promise<void> {
  const { lambda } = means.clients;
  // During an update, Lambda rejects the next (ResourceConflictException).
  await settled(functionName, means);
  const FunctionName = functionName;
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: memoryMb }));
  await settled(functionName, means, memoryMb);
}

/** The function's configuration, as soon as no update of it is running. */
export function settled(
  functionName: string,
  { clients, clock, progress }: Means,
  memoryMb?: number,
): Promise<FunctionConfiguration> {
  return waitFor(
    {
      what: `${functionName} to be updated${memoryMb === undefined ? '' : ` to ${memoryMb} MB`}`,
      async look(): Promise<Seen<FunctionConfiguration>> {
        const found = await clients.lambda.send(
          new GetFunctionConfigurationCommand({ FunctionName: functionName }),
        );
        const { State = 'Active', LastUpdateStatus = 'Successful', MemorySize } = found;
        const counts = memoryMb === undefined || MemorySize === memoryMb;
        if (State !== 'Pending' && LastUpdateStatus === 'Successful' && counts) return { ready: found };
        return { state: `${State}, last update ${LastUpdateStatus}, ${MemorySize} MB` };
      },
      patience: 90_000,
      interval: 1_000,
      advice: 'Look at the function’s LastUpdateStatusReason.',
    },
    { clock, progress },
  );
}
