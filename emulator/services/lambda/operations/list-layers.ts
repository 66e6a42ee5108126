import type { ListLayersRequest, ListLayersResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { layerArn } from '../layers/layer-name.ts';
import { isFor, listedLayer } from '../layers/layer-versions.ts';
import { paged } from '../paging.ts';
import type { LambdaServices } from '../services.ts';

/** ListLayers: the layers, each with its newest compatible version. */
export function listLayers({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListLayersRequest, ListLayersResponse>({
    honours: { CompatibleRuntime: true, CompatibleArchitecture: true, Marker: true, MaxItems: true },
    run({ CompatibleRuntime, CompatibleArchitecture, Marker, MaxItems }) {
      const wanted = { runtime: CompatibleRuntime, architecture: CompatibleArchitecture };
      const all = Object.values(store.state.layers ?? {}).flatMap(({ name, versions }) => {
        const latest = Object.values(versions)
          .filter((version) => isFor(version, wanted))
          .reduce<(typeof versions)[string] | undefined>(
            (newest, version) => (newest && newest.version > version.version ? newest : version),
            undefined,
          );
        return latest ? [{ name, latest }] : [];
      });
      const { page, next } = paged(all, ({ name }) => name, { marker: Marker, size: MaxItems });
      return {
        Layers: page.map(({ name, latest }) => ({
          LayerName: name,
          LayerArn: layerArn(context.config, name),
          LatestMatchingVersion: listedLayer(context.config, name, latest),
        })),
        ...(next !== undefined && { NextMarker: next }),
      };
    },
  });
}
