import { AwsError } from '../../../edge/aws-error.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { MessageQueues } from '../../../edge/interfaces/message-queues.ts';
import { roleSession } from '../role-session.ts';
import { foundVersion } from '../versions.ts';
import type { QueueMapping } from './mapping.ts';
import { type RunnerDependencies, runBatch } from './mapping-runner.ts';
import type { QueueItem } from './queue-record.ts';
import { undoneOfQueue } from './reported-failures.ts';

export interface QueueDelivery extends RunnerDependencies {
  authority: Pick<Authority, 'authorize'>;
  queues: MessageQueues;
  mapping: QueueMapping;
  /** Aborts when the mapping is disabled or ends. */
  signal: AbortSignal;
  /** When the first of the messages came, in milliseconds since 1970. */
  since: number;
}

/**
 * Between tries while the function cannot run: after 1 s, doubled each time up to a minute. AWS backs off too, and does not document its
 * times.
 */
const [DELAY_MS, LONGEST_DELAY_MS] = [1000, 60_000];

/**
 * Delivers a batch to the function, and deletes from the queue what was done. The rest reappears after its visibility timeout, and a FIFO
 * queue holds its group back until then. A function that cannot run now is tried until that time (developer guide, "Handling errors for an
 * SQS event source"). Never rejects: errors are reported.
 */
export async function deliverMessages(delivery: QueueDelivery, items: readonly QueueItem[]): Promise<void> {
  const { mapping, signal, report } = delivery;
  try {
    const result = await runWhileHidden(delivery, items);
    if (result === 'failed' || result === 'later') return;
    const undone = mapping.reportsFailures ? undoneOfQueue(result.answer, items) : [];
    const done = items.filter((item) => !undone.includes(item));
    if (done.length > 0) await remove(delivery, done);
  } catch (error) {
    if (!signal.aborted) report(error);
  }
}

async function runWhileHidden(delivery: QueueDelivery, items: readonly QueueItem[]) {
  const { context, mapping, queues, signal, since } = delivery;
  let until: number | undefined;
  for (let delay = DELAY_MS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
    const result = await runBatch(delivery, mapping, items, 'sqs.amazonaws.com');
    if (result !== 'later') return result;
    until ??= since + (await queues.visibilityTimeout(mapping.queueArn)) * 1000;
    if (context.clock.now() + delay >= until) return result;
    await context.clock.sleep(delay, signal);
  }
}

async function remove(
  { authority, context, store, queues, mapping }: QueueDelivery,
  done: readonly QueueItem[],
) {
  const { queueArn, functionArn } = mapping;
  const { settings } = foundVersion(store.state, context.config, functionArn);
  const principal = roleSession(settings.role);
  authority.authorize({ principal, action: 'sqs:DeleteMessage', resource: queueArn });
  await queues
    .remove(
      queueArn,
      done.map(({ message }) => message),
    )
    .catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      throw new Error(`Messages of ${queueArn} were handed over, and come again: ${error.message}`, {
        cause: error,
      });
    });
}
