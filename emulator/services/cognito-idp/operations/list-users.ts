import type { ListUsersRequest, ListUsersResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { parseFilter } from '../people/filter.ts';
import { pageOfPeople } from '../people/page-of-people.ts';
import { userType } from '../people/user-type.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { invalidParameter } from '../sign-in/errors.ts';

/** Lists people, all or those that match a filter, at most 60 at a time. */
export function listUsers({ store }: Pick<Cognito, 'store'>) {
  return operation<ListUsersRequest, ListUsersResponse>({
    honours: { UserPoolId: true, AttributesToGet: true, Limit: true, PaginationToken: true, Filter: true },
    resource: poolResource,
    run({ UserPoolId, AttributesToGet, Limit, PaginationToken, Filter }) {
      const pool = findPool(store.state, UserPoolId);
      const { people, next } = pageOfPeople(pool, {
        filter: parseFilter(pool, Filter),
        limit: Limit || 60,
        token: PaginationToken,
      });
      // AWS answers nothing at all if one of them lacks a requested attribute (ListUsers, AttributesToGet).
      if (AttributesToGet?.some((name) => people.some(({ attributes }) => attributes[name] === undefined))) {
        throw invalidParameter('One or more requested attributes do not exist.');
      }
      return {
        Users: people.map((person) => userType(person, AttributesToGet)),
        ...(next && { PaginationToken: next }),
      };
    },
  });
}
