import type { LayerRecord, LayerStatement, LayerVersion } from './layer-records.ts';

interface State {
  layers?: Record<string, LayerRecord>;
}

/** Changes of an account's layers. */
export const layerMutations = {
  publishLayer(state: State, { name, version }: { name: string; version: LayerVersion }) {
    state.layers ??= {};
    const layer = state.layers[name] ?? { name, versions: {}, published: 0 };
    layer.versions[version.version] = version;
    layer.published = version.version;
    state.layers[name] = layer;
  },
  deleteLayerVersion(state: State, { name, version }: { name: string; version: number }) {
    delete state.layers?.[name]?.versions[version];
  },
  setLayerPolicy(
    state: State,
    {
      name,
      version,
      statements,
      revisionId,
    }: { name: string; version: number; statements: LayerStatement[]; revisionId: string },
  ) {
    const found = state.layers?.[name]?.versions[version];
    if (!found) return;
    found.statements = statements;
    found.revisionId = revisionId;
  },
};
