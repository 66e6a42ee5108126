import type { Authority } from '../../edge/interfaces/authority.ts';
import type { ChangeSource } from '../../edge/interfaces/change-source.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { MessageQueues } from '../../edge/interfaces/message-queues.ts';
import type { MessageSender } from '../../edge/interfaces/message-sender.ts';
import type { ObjectReader } from '../../edge/interfaces/object-reader.ts';
import type { CodeStore } from './code/code-store.ts';
import type { Pools } from './environments/pools.ts';
import type { Processes } from './environments/processes.ts';
import type { Mappings } from './event-sources/mappings.ts';
import type { Concurrency } from './invocations/concurrency.ts';
import type { EventQueue } from './invocations/event-queue.ts';
import type { RunFunction } from './invocations/run-function.ts';
import type { Settle } from './settle.ts';
import type { LambdaStore } from './state/lambda-store.ts';

/** What Lambda's operations work with; each takes only what it uses. */
export interface LambdaServices {
  context: EngineContext;
  authority: Authority;
  store: LambdaStore;
  code: CodeStore;
  pools: Pools;
  processes: Pick<Processes, 'check'>;
  settle: Settle;
  concurrency: Concurrency;
  run: RunFunction;
  events: EventQueue;
  /** The streams of tables. */
  changes: ChangeSource;
  mappings: Mappings;
  /** S3, if there is one: it may hold code. */
  objects: ObjectReader | undefined;
  /** Queues, topics and buses, if there are any: destinations of events. */
  messages: MessageSender | undefined;
  /** The queues with messages for functions, if there are any. */
  queues: MessageQueues | undefined;
}
