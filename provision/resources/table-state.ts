import { DescribeTableCommand, type TableDescription } from '@aws-sdk/client-dynamodb';
import { isGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { waitFor } from '../reconcile/wait.ts';

/** The table as it is; undefined if it does not exist. */
export async function describeTable(name: string, { clients }: Run): Promise<TableDescription | undefined> {
  try {
    return (await clients.dynamodb.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Waits until the table can be used or changed. */
export function untilTableActive(name: string, run: Run): Promise<TableDescription> {
  return waitFor<TableDescription>(
    {
      what: `table ${name} to be ACTIVE`,
      look: async () => {
        const found = await describeTable(name, run);
        return found?.TableStatus === 'ACTIVE'
          ? { ready: found }
          : { state: found?.TableStatus ?? 'not there' };
      },
      patience: 180_000,
      interval: 2_000,
      advice: 'Look at the table in the DynamoDB console, and run this again.',
    },
    run,
  );
}

/** Waits until the table is no more. */
export async function untilTableGone(name: string, run: Run): Promise<void> {
  await waitFor(
    {
      what: `table ${name} to be gone`,
      look: async () => {
        const found = await describeTable(name, run);
        return found ? { state: found.TableStatus ?? 'there' } : { ready: true };
      },
      patience: 300_000,
      interval: 2_000,
      advice: 'DynamoDB takes minutes for large tables: run this again later.',
    },
    run,
  );
}
