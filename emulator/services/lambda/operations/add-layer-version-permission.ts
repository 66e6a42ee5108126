import type {
  AddLayerVersionPermissionRequest,
  AddLayerVersionPermissionResponse,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { layerResource } from '../layers/layer-name.ts';
import { checkLayerRevision, layerStatement } from '../layers/layer-policy.ts';
import { foundLayer, noSuchVersion } from '../layers/layer-versions.ts';
import { limits } from '../limits.ts';
import { policyDocument } from '../policy.ts';
import type { LambdaServices } from '../services.ts';

/** AddLayerVersionPermission: adds a statement to the policy of a layer version. */
export function addLayerVersionPermission({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<AddLayerVersionPermissionRequest, AddLayerVersionPermissionResponse>({
    honours: {
      LayerName: true,
      VersionNumber: true,
      StatementId: true,
      Action: true,
      Principal: true,
      OrganizationId: true,
      RevisionId: true,
    },
    resource: ({ LayerName = '', VersionNumber }) => layerResource(context.config, LayerName, VersionNumber),
    run(input) {
      const { LayerName = '', VersionNumber = 0, StatementId, RevisionId } = input;
      const { name, arn, found } = foundLayer(
        store.state,
        context.config,
        LayerName,
        VersionNumber,
        noSuchVersion,
      );
      checkLayerRevision(RevisionId, found);
      if (found.statements.some(({ Sid }) => Sid === StatementId)) {
        throw new AwsError(
          'ResourceConflictException',
          `The statement id (${StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        );
      }
      const statement = layerStatement(input, arn);
      const statements = [...found.statements, statement];
      const { length } = policyDocument(statements);
      if (length > limits.policyBytes) {
        throw new AwsError(
          'PolicyLengthExceededException',
          `The final policy size (${length}) is bigger than the limit (${limits.policyBytes}).`,
        );
      }
      const revisionId = context.random.uuid();
      store.commit.setLayerPolicy({ name, version: VersionNumber, statements, revisionId });
      return { Statement: JSON.stringify(statement), RevisionId: revisionId };
    },
  });
}
