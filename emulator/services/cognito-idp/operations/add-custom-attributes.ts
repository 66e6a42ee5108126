import type {
  AddCustomAttributesRequest,
  AddCustomAttributesResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { extendedSchema } from '../pool/schema.ts';

/** Adds custom attributes to a pool's schema; they cannot be removed again. */
export function addCustomAttributes({ store, clock }: Pick<Cognito, 'store' | 'clock'>) {
  return operation<AddCustomAttributesRequest, AddCustomAttributesResponse>({
    honours: { UserPoolId: true, CustomAttributes: true },
    resource: poolResource,
    run({ UserPoolId, CustomAttributes = [] }) {
      const pool = findPool(store.state, UserPoolId);
      const SchemaAttributes = extendedSchema(pool.settings.SchemaAttributes ?? [], CustomAttributes);
      const settings = { ...pool.settings, SchemaAttributes };
      store.commit.changePool({
        poolId: pool.id,
        settings,
        ...(pool.mfa && { mfa: pool.mfa }),
        at: clock.now(),
      });
      return {};
    },
  });
}
