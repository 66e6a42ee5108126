import { AwsError } from '../../../edge/aws-error.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { MessageSender } from '../../../edge/interfaces/message-sender.ts';
import type { CodeStore } from '../code/code-store.ts';
import { deliver, deliverDeadLetter } from '../destinations/deliver.ts';
import type { EndOfEvent } from '../destinations/record.ts';
import { eventSettingsPlace } from '../event-settings.ts';
import type { LambdaStore } from '../state/lambda-store.ts';
import type { QueuedEvent } from '../state/records.ts';
import { foundVersion } from '../versions.ts';
import type { RunFunction } from './run-function.ts';
import { runnable } from './runnable.ts';

/** Queued events: each runs once, and up to twice more if the function fails. */
export interface EventQueue {
  /** Queues an event; returns at once. */
  accept(
    event: Pick<QueuedEvent, 'functionArn' | 'payload' | 'traceId' | 'invokedBy'> & { requestId: string },
  ): void;
  /** Continues with the events that the process before left. */
  resume(): void;
}

interface Dependencies {
  context: Pick<EngineContext, 'clock' | 'config' | 'random'>;
  store: LambdaStore;
  code: CodeStore;
  run: RunFunction;
  authority: Pick<Authority, 'decide'>;
  messages: MessageSender | undefined;
  /** Aborts when the engine ends: the next one runs the current events again. */
  signal: AbortSignal;
  report(error: unknown): void;
}

/** Developer guide, "How Lambda handles errors and retries with asynchronous invocation". */
const RETRIES = 2;
const MAX_AGE_MS = 6 * 60 * 60 * 1000;
const RETRY_AFTER_MS = [60_000, 120_000];
/** Throttled and failed attempts of the platform are retried after 1 s, doubled each time up to 5 minutes. */
const DELAY_MS = 1000;
const LONGEST_DELAY_MS = 300_000;

/** Opens the queue over the store, which keeps events until they are done. */
export function createEventQueue(dependencies: Dependencies): EventQueue {
  const { context, store, code, run, signal, report } = dependencies;
  const { clock, config, random } = context;
  const delivery = {
    ...dependencies,
    hand(functionArn: string, payload: string, { traceId, functionArn: invokedBy }: QueuedEvent) {
      accept({ functionArn, payload: Buffer.from(payload), requestId: random.uuid(), traceId, invokedBy });
    },
  };

  /** Sends the record, if there is a destination, and deletes the event. */
  async function finish(event: QueuedEvent, end: Omit<EndOfEvent, 'at' | 'executedVersion'>): Promise<void> {
    const { record, settings, qualifier = '$LATEST' } = foundVersion(store.state, config, event.functionArn);
    const destinations = record.eventSettings[qualifier];
    if ((end.condition === 'Success' ? destinations?.onSuccess : destinations?.onFailure) !== undefined) {
      const { version: executedVersion, role: roleArn } = settings;
      await deliver(delivery, destinations, event, { ...end, executedVersion, roleArn, at: clock.now() });
    }
    if (end.condition !== 'Success' && settings.deadLetterArn)
      await deliverDeadLetter(delivery, settings.deadLetterArn, event, { ...end, roleArn: settings.role });
    if (store.state.events[event.id]) store.commit.removeEvent({ id: event.id });
  }

  async function attempt(id: string): Promise<void> {
    const event = store.state.events[id];
    if (!event || signal.aborted) return;
    try {
      const { retries, maxAgeMs } = settingsFor(event);
      if (clock.now() - event.receivedAt > maxAgeMs) {
        await finish(event, { condition: 'EventAgeExceeded', outcome: undefined });
        return;
      }
      const { revision, arn } = runnable({ store, context, code }, event.functionArn);
      const outcome = await run({
        revision,
        invokedFunctionArn: arn,
        payload: event.payload,
        requestId: event.id,
        traceId: event.traceId,
        invokedBy: event.invokedBy,
      });
      // A reset in the meantime has emptied the queue.
      if (signal.aborted || !store.state.events[id]) return;
      const { failure } = outcome;
      if (!failure) await finish(event, { condition: 'Success', outcome });
      else if (event.failures >= retries) await finish(event, { condition: 'RetriesExhausted', outcome });
      else again({ ...event, failures: event.failures + 1 }, RETRY_AFTER_MS[event.failures] ?? 0);
    } catch (error) {
      if (signal.aborted || !store.state.events[id]) return;
      if (!(error instanceof AwsError)) report(error);
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException')
        store.commit.removeEvent({ id });
      else if (isStopped(event, error))
        await finish(event, { condition: 'RetriesExhausted', outcome: undefined });
      else
        again(
          { ...event, delays: event.delays + 1 },
          Math.min(DELAY_MS * 2 ** event.delays, LONGEST_DELAY_MS),
        );
    }
  }

  /** A function stopped by a reservation of 0 gives up its new events without a retry. */
  function isStopped({ functionArn, delays }: QueuedEvent, error: unknown): boolean {
    if (!(error instanceof AwsError)) return false;
    const stopped = eventSettingsPlace(store.state, context.config, functionArn).record.reserved === 0;
    return error.code === 'TooManyRequestsException' && stopped && delays === 0;
  }

  function settingsFor({ functionArn }: QueuedEvent): { retries: number; maxAgeMs: number } {
    const { settings } = eventSettingsPlace(store.state, context.config, functionArn);
    const { retries = RETRIES, maxAgeSeconds } = settings ?? {};
    return { retries, maxAgeMs: maxAgeSeconds === undefined ? MAX_AGE_MS : maxAgeSeconds * 1000 };
  }

  function again(event: QueuedEvent, ms: number): void {
    store.commit.putEvent(event);
    clock.after(ms, () => void attempt(event.id));
  }

  const accept: EventQueue['accept'] = ({ functionArn, payload, requestId, traceId, invokedBy }) => {
    store.commit.putEvent({
      id: requestId,
      functionArn,
      payload,
      traceId,
      invokedBy,
      receivedAt: clock.now(),
      failures: 0,
      delays: 0,
    });
    void attempt(requestId);
  };

  return {
    accept,
    resume() {
      for (const id of Object.keys(store.state.events)) void attempt(id);
    },
  };
}
