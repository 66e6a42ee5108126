import { defineStore, type Store } from '../../state/store.ts';
import type { Configuration, FunctionRecord, QueuedEvent, Statement } from './records.ts';

export interface LambdaState {
  functions: Record<string, FunctionRecord>;
  /** By id. */
  events: Record<string, QueuedEvent>;
}

/** All state of Lambda. Environments are no state: they come and go with demand. */
export const lambdaStore = defineStore({
  name: 'lambda',
  initial: (): LambdaState => ({ functions: {}, events: {} }),
  mutations: {
    createFunction(state: LambdaState, record: FunctionRecord) {
      state.functions[record.name] = record;
    },
    changeFunction(state: LambdaState, { name, latest }: { name: string; latest: Configuration }) {
      const found = state.functions[name];
      if (found) found.latest = latest;
    },
    /** A change has come through: from now on invocations run it. */
    settleFunction(
      state: LambdaState,
      { name, change, revisionId }: { name: string; change: string; revisionId: string },
    ) {
      const found = state.functions[name];
      if (found?.latest.change !== change) return;
      found.latest = { ...found.latest, state: 'Active', lastUpdateStatus: 'Successful', revisionId };
      found.settled = found.latest;
    },
    deleteFunction(state: LambdaState, { name }: { name: string }) {
      delete state.functions[name];
    },
    setPolicy(
      state: LambdaState,
      {
        name,
        qualifier,
        statements,
        revisionId,
      }: { name: string; qualifier: string; statements: Statement[]; revisionId: string },
    ) {
      const found = state.functions[name];
      if (!found) return;
      if (statements.length > 0) found.policies[qualifier] = statements;
      else delete found.policies[qualifier];
      found.latest = { ...found.latest, revisionId };
    },
    putEvent(state: LambdaState, event: QueuedEvent) {
      state.events[event.id] = event;
    },
    removeEvent(state: LambdaState, { id }: { id: string }) {
      delete state.events[id];
    },
    setTags(state: LambdaState, { name, tags }: { name: string; tags: Record<string, string> }) {
      const found = state.functions[name];
      if (found) found.tags = tags;
    },
  },
});

export type LambdaStore = Store<LambdaState, (typeof lambdaStore)['mutations']>;
