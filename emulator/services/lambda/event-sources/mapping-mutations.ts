import { isOfQueue, type Mapping } from './mapping.ts';

interface State {
  mappings?: Record<string, Mapping>;
}

/** Changes of event source mappings. */
export const mappingMutations = {
  putMapping(state: State, mapping: Mapping) {
    state.mappings ??= {};
    state.mappings[mapping.id] = mapping;
  },
  tagMapping(state: State, { id, tags }: { id: string; tags: Record<string, string> }) {
    const found = state.mappings?.[id];
    if (found) found.tags = tags;
  },
  removeMapping(state: State, { id }: { id: string }) {
    delete state.mappings?.[id];
  },
  /** Changes of a stream up to a position were delivered, or given up. */
  passMapping(state: State, { id, position, result }: { id: string; position: string; result: string }) {
    const found = state.mappings?.[id];
    if (!found || isOfQueue(found)) return;
    found.position = position;
    found.lastResult = result;
  },
  /** The result of the last try. */
  tellMapping(state: State, { id, result }: { id: string; result: string }) {
    const found = state.mappings?.[id];
    if (found && !isOfQueue(found)) found.lastResult = result;
  },
};
