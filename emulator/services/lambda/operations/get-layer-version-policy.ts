import type { GetLayerVersionPolicyRequest, GetLayerVersionPolicyResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { layerResource } from '../layers/layer-name.ts';
import { foundLayer, noSuchVersion } from '../layers/layer-versions.ts';
import { policyDocument } from '../policy.ts';
import type { LambdaServices } from '../services.ts';

/** GetLayerVersionPolicy: the policy of a layer version, as JSON text. */
export function getLayerVersionPolicy({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetLayerVersionPolicyRequest, GetLayerVersionPolicyResponse>({
    honours: { LayerName: true, VersionNumber: true },
    resource: ({ LayerName = '', VersionNumber }) => layerResource(context.config, LayerName, VersionNumber),
    run({ LayerName = '', VersionNumber = 0 }) {
      const { found } = foundLayer(store.state, context.config, LayerName, VersionNumber, noSuchVersion);
      if (found.statements.length === 0) {
        throw new AwsError('ResourceNotFoundException', 'No policy is associated with the given resource.');
      }
      return { Policy: policyDocument(found.statements), RevisionId: found.revisionId };
    },
  });
}
