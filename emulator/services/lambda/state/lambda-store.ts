import { defineStore, type Store } from '../../../store/store.ts';
import type { Mapping } from '../event-sources/mapping.ts';
import { mappingMutations } from '../event-sources/mapping-mutations.ts';
import { layerMutations } from './layer-mutations.ts';
import type { LayerRecord } from './layer-records.ts';
import type {
  Alias,
  Configuration,
  EventSettings,
  FunctionRecord,
  FunctionUrl,
  QueuedEvent,
} from './records.ts';
import type { Statement } from './statement.ts';

export interface LambdaState {
  functions: Record<string, FunctionRecord>;
  /** By id. */
  events: Record<string, QueuedEvent>;
  /** By name; absent in snapshots from before there were layers. */
  layers?: Record<string, LayerRecord>;
  /** By id; absent in snapshots from before there were event source mappings. */
  mappings?: Record<string, Mapping>;
}

/** Lambda's whole state. Environments are no state: they come and go with demand. */
export const lambdaStore = defineStore({
  name: 'lambda',
  initial: (): LambdaState => ({ functions: {}, events: {} }),
  mutations: {
    ...layerMutations,
    ...mappingMutations,
    createFunction(state: LambdaState, record: FunctionRecord) {
      state.functions[record.name] = record;
    },
    changeFunction(state: LambdaState, { name, latest }: { name: string; latest: Configuration }) {
      const found = state.functions[name];
      if (found) found.latest = latest;
    },
    /** A change has come through: from now on invocations run it. Versions published from it are settled with it. */
    settleFunction(
      state: LambdaState,
      { name, change, revisionId }: { name: string; change: string; revisionId: string },
    ) {
      const found = state.functions[name];
      if (found?.latest.change !== change) return;
      const settled = { state: 'Active', lastUpdateStatus: 'Successful' } as const;
      found.latest = { ...found.latest, ...settled, revisionId };
      found.settled = found.latest;
      for (const [version, settings] of Object.entries(found.versions)) {
        if (settings.change === change) found.versions[version] = { ...settings, ...settled };
      }
    },
    publishVersion(
      state: LambdaState,
      { name, settings, revisionId }: { name: string; settings: Configuration; revisionId?: string },
    ) {
      const found = state.functions[name];
      if (!found) return;
      if (revisionId !== undefined) found.latest = { ...found.latest, revisionId };
      found.versions[settings.version] = settings;
      found.published = Number(settings.version);
    },
    deleteVersion(state: LambdaState, { name, version }: { name: string; version: string }) {
      const found = state.functions[name];
      if (!found) return;
      delete found.versions[version];
      delete found.policies[version];
    },
    putAlias(state: LambdaState, { name, alias }: { name: string; alias: Alias }) {
      const found = state.functions[name];
      if (found) found.aliases[alias.name] = alias;
    },
    deleteAlias(state: LambdaState, { name, alias }: { name: string; alias: string }) {
      const found = state.functions[name];
      if (!found) return;
      delete found.aliases[alias];
      delete found.policies[alias];
      delete found.urls[alias];
    },
    /** Files in a folder have changed: what runs from it restarts. A running change will read the new files anyway. */
    reloadFolder(state: LambdaState, { folder, change }: { folder: string; change: string }) {
      for (const found of Object.values(state.functions)) {
        const isSettled = found.settled?.change === found.latest.change;
        if (found.settled?.code.folder === folder) found.settled = { ...found.settled, change };
        if (isSettled && found.latest.code.folder === folder) found.latest = { ...found.latest, change };
        for (const [version, settings] of Object.entries(found.versions)) {
          if (settings.code.folder === folder) found.versions[version] = { ...settings, change };
        }
      }
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
      const alias = found.aliases[qualifier];
      const version = found.versions[qualifier];
      if (alias) alias.revisionId = revisionId;
      else if (version) version.revisionId = revisionId;
      else found.latest = { ...found.latest, revisionId };
    },
    setReserved(state: LambdaState, { name, reserved }: { name: string; reserved: number | undefined }) {
      const found = state.functions[name];
      if (found) found.reserved = reserved;
    },
    setEventSettings(
      state: LambdaState,
      { name, qualifier, settings }: { name: string; qualifier: string; settings: EventSettings | undefined },
    ) {
      const found = state.functions[name];
      if (!found) return;
      if (settings) found.eventSettings[qualifier] = settings;
      else delete found.eventSettings[qualifier];
    },
    setUrl(
      state: LambdaState,
      { name, qualifier, url }: { name: string; qualifier: string; url: FunctionUrl | undefined },
    ) {
      const found = state.functions[name];
      if (!found) return;
      if (url) found.urls[qualifier] = url;
      else delete found.urls[qualifier];
    },
    putEvent(state: LambdaState, event: QueuedEvent) {
      state.events[event.id] = event;
    },
    removeEvent(state: LambdaState, { id }: { id: string }) {
      delete state.events[id];
    },
    setTags(
      state: LambdaState,
      { name, tags, revisionId }: { name: string; tags: Record<string, string>; revisionId?: string },
    ) {
      const found = state.functions[name];
      if (!found) return;
      found.tags = tags;
      if (revisionId !== undefined) found.latest = { ...found.latest, revisionId };
    },
  },
});

export type LambdaStore = Store<LambdaState, (typeof lambdaStore)['mutations']>;
