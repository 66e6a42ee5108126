import type { DeleteUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Deletes a pool with its clients and people, unless it is protected. */
export function deleteUserPool({ store }: Pick<Cognito, 'store'>) {
  return operation<DeleteUserPoolRequest, object>({
    honours: { UserPoolId: true },
    resource: poolResource,
    run({ UserPoolId }) {
      const pool = findPool(store.state, UserPoolId);
      if (pool.settings.DeletionProtection === 'ACTIVE') {
        throw new AwsError(
          'InvalidParameterException',
          'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
        );
      }
      if (pool.domain) {
        throw new AwsError(
          'InvalidParameterException',
          'User pool cannot be deleted. It has a domain configured that should be deleted first.',
        );
      }
      store.commit.deletePool({ poolId: pool.id });
      return {};
    },
  });
}
