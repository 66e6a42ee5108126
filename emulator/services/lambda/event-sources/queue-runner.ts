import { AwsError } from '../../../edge/aws-error.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { MessageQueues } from '../../../edge/interfaces/message-queues.ts';
import { roleSession } from '../role-session.ts';
import { foundVersion } from '../versions.ts';
import { isOfQueue, type QueueMapping } from './mapping.ts';
import { filterOf, type MappingRunner, type RunnerDependencies } from './mapping-runner.ts';
import { createBatches } from './queue-batches.ts';
import { deliverMessages } from './queue-delivery.ts';
import { fitsFilter, itemOf, type QueueItem } from './queue-record.ts';
import { createTurns } from './turns.ts';

export interface QueueDependencies extends RunnerDependencies {
  authority: Pick<Authority, 'authorize'>;
  /** Undefined where there is no upstream. */
  queues: MessageQueues | undefined;
}

/**
 * How long one call waits for messages, in seconds. A message that arrives at a stopped engine's call is hidden until the queue shows it
 * again.
 */
const WAIT_SECONDS = 10;

/** Between tries while a queue cannot be read: after 1 s, doubled each time up to 10 s. */
const [DELAY_MS, LONGEST_DELAY_MS] = [1000, 10_000];

/** Starts to deliver a queue's messages to a function, several batches at once. Settings apply from the next receiving call on. */
export function startQueueMapping(dependencies: QueueDependencies, id: string): MappingRunner {
  const { context, store, report, authority, queues } = dependencies;
  const { clock } = context;
  let ended = false;
  let reading = false;
  /** Aborts what waits, when the mapping is switched off or ends. */
  let halt = new AbortController();
  const turns = createTurns();
  const batches = createBatches(clock);

  function current(): QueueMapping | undefined {
    const mapping = store.state.mappings?.[id];
    return !ended && mapping?.enabled && isOfQueue(mapping) ? mapping : undefined;
  }

  /** One receiving call, and what follows. Throws AwsError if the queue cannot be read. */
  async function read(mapping: QueueMapping, from: MessageQueues): Promise<void> {
    const { queueArn, batchSize, functionArn } = mapping;
    const { settings } = foundVersion(store.state, context.config, functionArn);
    const principal = roleSession(settings.role);
    authority.authorize({ principal, action: 'sqs:ReceiveMessage', resource: queueArn });
    const messages = await from.receive(queueArn, batchSize, WAIT_SECONDS);
    const after = current();
    if (!after) return giveBack(from, queueArn, messages);
    if (messages.length === 0) turns.calm();
    const items = messages.map((message) => itemOf(queueArn, after.windowSeconds > 0, message));
    const filter = filterOf(after);
    const fitting = items.filter((item) => fitsFilter(filter, item));
    const stray = items.filter((item) => !fitting.includes(item)).map(({ message }) => message);
    batches.take(fitting, after, (batch, since) => hand(from, batch, since));
    if (stray.length > 0) await from.remove(queueArn, stray);
  }

  function hand(from: MessageQueues, items: readonly QueueItem[], since: number): void {
    const mapping = current();
    if (!mapping) return;
    const leave = turns.enter();
    const delivery = { ...dependencies, queues: from, mapping, signal: halt.signal, since };
    void deliverMessages(delivery, items).finally(leave);
  }

  async function work(from: MessageQueues): Promise<void> {
    for (let failures = 0; ; ) {
      const { signal } = halt;
      try {
        await turns.free(current()?.maximumConcurrency, signal);
        const mapping = current();
        if (!mapping) return;
        await read(mapping, from);
        failures = 0;
      } catch (error) {
        if (signal.aborted) continue;
        if (failures === 0) report(error);
        if (!(error instanceof AwsError)) return;
        await clock
          .sleep(Math.min(DELAY_MS * 2 ** failures, LONGEST_DELAY_MS), signal)
          .catch(() => undefined);
        failures += 1;
      }
    }
  }

  function wake(): void {
    const mapping = current();
    if (reading || !mapping) return;
    if (!queues) {
      const { queueArn } = mapping;
      report(
        new Error(`A mapping reads ${queueArn}, and there is no upstream (UPSTREAM) that would have it.`),
      );
      return;
    }
    reading = true;
    void work(queues).finally(() => {
      reading = false;
    });
  }

  function stop(reason: string): void {
    halt.abort(new Error(reason));
    halt = new AbortController();
    const mapping = store.state.mappings?.[id];
    const left = batches.empty();
    if (queues && mapping && isOfQueue(mapping) && left.length > 0)
      void giveBack(
        queues,
        mapping.queueArn,
        left.map(({ message }) => message),
      );
  }

  return {
    wake,
    change() {
      if (current()) wake();
      else stop('The mapping is off.');
    },
    end() {
      ended = true;
      stop('The mapping has ended.');
    },
  };
}

/** If that fails, the queue shows the messages again by itself, later. */
async function giveBack(
  from: MessageQueues,
  queueArn: string,
  messages: Parameters<MessageQueues['giveBack']>[1],
) {
  if (messages.length > 0) await from.giveBack(queueArn, messages).catch(() => undefined);
}
