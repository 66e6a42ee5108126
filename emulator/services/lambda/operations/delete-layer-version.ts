import type { DeleteLayerVersionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { layerResource, ownLayer } from '../layers/layer-name.ts';
import type { LambdaServices } from '../services.ts';

/** DeleteLayerVersion: no function can get it any more; those that have it keep it. An unknown one is no error. */
export function deleteLayerVersion({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<DeleteLayerVersionRequest, object>({
    honours: { LayerName: true, VersionNumber: true },
    resource: ({ LayerName = '', VersionNumber }) => layerResource(context.config, LayerName, VersionNumber),
    run({ LayerName = '', VersionNumber = 0 }) {
      if (VersionNumber < 1)
        throw new AwsError('InvalidParameterValueException', 'Layer Version Cannot be less than 1');
      const name = ownLayer(context.config, LayerName);
      if (store.state.layers?.[name]?.versions[VersionNumber])
        store.commit.deleteLayerVersion({ name, version: VersionNumber });
      return {};
    },
  });
}
