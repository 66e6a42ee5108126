import { isOfQueue, type Mapping } from './mapping.ts';
import type { MappingRunner } from './mapping-runner.ts';
import { type QueueDependencies, startQueueMapping } from './queue-runner.ts';
import { type StreamDependencies, startStreamMapping } from './stream-runner.ts';

/** The running event source mappings. */
export interface Mappings {
  /** Starts a mapping, continues it with changed settings, or ends it if it is gone. */
  sync(id: string): void;
  /** Begins all. */
  resume(): void;
  /** Ends all. */
  end(): void;
}

/** Keeps mappings running: a stream's changes wake one, a queue's mapping waits for its messages. */
export function createMappings(dependencies: StreamDependencies & QueueDependencies): Mappings {
  const { changes, store } = dependencies;
  const runners = new Map<string, MappingRunner>();
  const mappings = (): Mapping[] => Object.values(store.state.mappings ?? {});
  const unwatch = changes.watch((streamArn) => {
    for (const mapping of mappings())
      if (!isOfQueue(mapping) && mapping.streamArn === streamArn) runners.get(mapping.id)?.wake();
  });

  function sync(id: string): void {
    const known = runners.get(id);
    const mapping = store.state.mappings?.[id];
    if (!mapping) {
      known?.end();
      runners.delete(id);
    } else if (known) known.change();
    else {
      const runner = isOfQueue(mapping)
        ? startQueueMapping(dependencies, id)
        : startStreamMapping(dependencies, id);
      runners.set(id, runner);
      runner.wake();
    }
  }

  function stop(): void {
    for (const runner of runners.values()) runner.end();
    runners.clear();
  }

  return {
    sync,
    resume() {
      stop();
      for (const { id } of mappings()) sync(id);
    },
    end() {
      unwatch();
      stop();
    },
  };
}
