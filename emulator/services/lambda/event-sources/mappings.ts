import type { ChangeSource } from '../../../edge/interfaces/change-source.ts';
import type { LambdaStore } from '../state/lambda-store.ts';
import type { Mapping } from './mapping.ts';
import { type MappingRunner, startMapping } from './mapping-runner.ts';

/** The event source mappings at work. */
export interface Mappings {
  /** Begins a mapping, has it go on by changed settings, or ends it when it is gone. */
  sync(id: string): void;
  /** Begins all. */
  resume(): void;
  /** Ends all. */
  end(): void;
}

type Dependencies = Parameters<typeof startMapping>[0] & {
  readonly changes: ChangeSource;
  readonly store: LambdaStore;
};

/** Makes what keeps mappings at work: each is woken by changes of its own stream. */
export function createMappings(dependencies: Dependencies): Mappings {
  const { changes, store } = dependencies;
  const runners = new Map<string, MappingRunner>();
  const mappings = (): Mapping[] => Object.values(store.state.mappings ?? {});
  const unwatch = changes.watch((streamArn) => {
    for (const { id, streamArn: own } of mappings()) if (own === streamArn) runners.get(id)?.wake();
  });

  function sync(id: string): void {
    const known = runners.get(id);
    if (!store.state.mappings?.[id]) {
      known?.end();
      runners.delete(id);
    } else if (known) known.change();
    else {
      const runner = startMapping(dependencies, id);
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
