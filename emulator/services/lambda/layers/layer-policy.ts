import type { AddLayerVersionPermissionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';
import { policyDocument } from '../policy.ts';
import type { LambdaState } from '../state/lambda-store.ts';
import type { LayerStatement, LayerVersion } from '../state/layer-records.ts';
import { parseLayer } from './layer-name.ts';

/** The policy statement of AddLayerVersionPermission. */
export function layerStatement(
  { StatementId = '', Action = '', Principal = '', OrganizationId }: AddLayerVersionPermissionRequest,
  resource: string,
): LayerStatement {
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: /^\d{12}$/.test(Principal)
      ? { AWS: `arn:aws:iam::${Principal}:root` }
      : Principal === '*'
        ? '*'
        : { AWS: Principal },
    Action,
    Resource: resource,
    ...(OrganizationId && { Condition: { StringEquals: { 'aws:PrincipalOrgID': OrganizationId } } }),
  };
}

/** A layer version's policy as IAM reads it; undefined if there is none. */
export function layerPolicy(
  state: Pick<LambdaState, 'layers'>,
  { accountId, region }: Pick<EngineConfig, 'accountId' | 'region'>,
  text: string,
  version: number,
): string | undefined {
  const { name, ...owner } = parseLayer(text);
  if ((owner.accountId ?? accountId) !== accountId || (owner.region ?? region) !== region) return undefined;
  const statements = state.layers?.[name]?.versions[version]?.statements ?? [];
  return statements.length > 0 ? policyDocument(statements) : undefined;
}

/** Rejects a change that was made for another revision of the policy. Throws `PreconditionFailedException`. */
export function checkLayerRevision(given: string | undefined, { revisionId }: LayerVersion): void {
  if (given !== undefined && given !== revisionId)
    throw new AwsError(
      'PreconditionFailedException',
      'The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id',
    );
}
