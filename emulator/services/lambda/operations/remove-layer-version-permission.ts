import type { RemoveLayerVersionPermissionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { layerResource } from '../layers/layer-name.ts';
import { checkLayerRevision } from '../layers/layer-policy.ts';
import { foundLayer, noSuchVersion } from '../layers/layer-versions.ts';
import type { LambdaServices } from '../services.ts';

/** RemoveLayerVersionPermission: removes one statement from the policy of a layer version. */
export function removeLayerVersionPermission({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<RemoveLayerVersionPermissionRequest, object>({
    honours: { LayerName: true, VersionNumber: true, StatementId: true, RevisionId: true },
    resource: ({ LayerName = '', VersionNumber }) => layerResource(context.config, LayerName, VersionNumber),
    run({ LayerName = '', VersionNumber = 0, StatementId, RevisionId }) {
      const { name, found } = foundLayer(
        store.state,
        context.config,
        LayerName,
        VersionNumber,
        noSuchVersion,
      );
      checkLayerRevision(RevisionId, found);
      const statements = found.statements.filter(({ Sid }) => Sid !== StatementId);
      if (statements.length === found.statements.length) {
        throw new AwsError(
          'ResourceNotFoundException',
          `Statement ${StatementId} is not found in resource policy.`,
        );
      }
      const revisionId = context.random.uuid();
      store.commit.setLayerPolicy({ name, version: VersionNumber, statements, revisionId });
      return {};
    },
  });
}
