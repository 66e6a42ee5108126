import { defineStore, type Store } from '../../../store/store.ts';

export interface LogGroup {
  name: string;
  arn: string;
  creationTime: number;
  retentionInDays: number | undefined;
  deletionProtection?: boolean;
  tags: Map<string, string>;
  streams: Map<string, LogStream>;
}

export interface LogStream {
  name: string;
  arn: string;
  creationTime: number;
}

export interface LogsState {
  groups: Map<string, LogGroup>;
}

/**
 * Groups and streams. The lines themselves are not here: they are many, come in the middle of requests, and are kept by `Lines`.
 */
export const logsStore = defineStore({
  name: 'logs',
  initial: (): LogsState => ({ groups: new Map() }),
  mutations: {
    putGroup: (state, group: LogGroup) => state.groups.set(group.name, group),
    removeGroup: (state, { name }: { name: string }) => state.groups.delete(name),
    setRetention(state, { name, days }: { name: string; days: number | undefined }) {
      const group = state.groups.get(name);
      if (group) group.retentionInDays = days;
    },
    setDeletionProtection(state, { name, on }: { name: string; on: boolean }) {
      const group = state.groups.get(name);
      if (group) group.deletionProtection = on;
    },
    tag(state, { name, tags }: { name: string; tags: [string, string][] }) {
      for (const [key, value] of tags) state.groups.get(name)?.tags.set(key, value);
    },
    untag(state, { name, keys }: { name: string; keys: string[] }) {
      for (const key of keys) state.groups.get(name)?.tags.delete(key);
    },
    putStream: (state, { group, stream }: { group: string; stream: LogStream }) =>
      state.groups.get(group)?.streams.set(stream.name, stream),
    removeStream: (state, { group, name }: { group: string; name: string }) =>
      state.groups.get(group)?.streams.delete(name),
  },
});

export type LogsStore = Store<LogsState, (typeof logsStore)['mutations']>;
