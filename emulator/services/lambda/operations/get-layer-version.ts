import type { GetLayerVersionRequest, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { layerResource } from '../layers/layer-name.ts';
import { layerPolicy } from '../layers/layer-policy.ts';
import { foundLayer, shownLayer } from '../layers/layer-versions.ts';
import type { LambdaServices } from '../services.ts';

/** GetLayerVersion: a layer version, and a link to its content. */
export function getLayerVersion({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetLayerVersionRequest, GetLayerVersionResponse>({
    honours: { LayerName: true, VersionNumber: true },
    resource: ({ LayerName = '', VersionNumber }) => layerResource(context.config, LayerName, VersionNumber),
    resourcePolicy: ({ LayerName = '', VersionNumber = 0 }) =>
      layerPolicy(store.state, context.config, LayerName, VersionNumber),
    run({ LayerName = '', VersionNumber = 0 }) {
      const { name, found } = foundLayer(store.state, context.config, LayerName, VersionNumber);
      return shownLayer(context.config, context.endpoint(), name, found);
    },
  });
}
