import type { ListLayerVersionsRequest, ListLayerVersionsResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { ownLayer } from '../layers/layer-name.ts';
import { isFor, listedLayer, newestFirst } from '../layers/layer-versions.ts';
import { paged } from '../paging.ts';
import type { LambdaServices } from '../services.ts';

/** ListLayerVersions: a layer's versions, the newest first; none for an unknown layer. */
export function listLayerVersions({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListLayerVersionsRequest, ListLayerVersionsResponse>({
    honours: {
      LayerName: true,
      CompatibleRuntime: true,
      CompatibleArchitecture: true,
      Marker: true,
      MaxItems: true,
    },
    run({ LayerName = '', CompatibleRuntime, CompatibleArchitecture, Marker, MaxItems }) {
      const name = ownLayer(context.config, LayerName);
      const wanted = { runtime: CompatibleRuntime, architecture: CompatibleArchitecture };
      const all = Object.values(store.state.layers?.[name]?.versions ?? {}).filter((version) =>
        isFor(version, wanted),
      );
      const { page, next } = paged(all, newestFirst, { marker: Marker, size: MaxItems });
      return {
        LayerVersions: page.map((version) => listedLayer(context.config, name, version)),
        ...(next !== undefined && { NextMarker: next }),
      };
    },
  });
}
