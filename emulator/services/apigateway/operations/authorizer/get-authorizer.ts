import type {
  Authorizer,
  Authorizers,
  GetAuthorizerRequest,
  GetAuthorizersRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findApi, findAuthorizer } from '../../control/lookup.ts';
import { page } from '../../control/paging.ts';
import { describeAuthorizer } from './authorizer-rules.ts';

/** The path of an authorizer, for IAM. */
export function authorizerPath(input: { restApiId?: string; authorizerId?: string }): string {
  return `/restapis/${input.restApiId}/authorizers/${input.authorizerId}`;
}

/** One authorizer. */
export function getAuthorizer(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetAuthorizerRequest, Authorizer>({
    honours: { restApiId: true, authorizerId: true },
    ...access('GET', authorizerPath),
    run: ({ restApiId, authorizerId }) =>
      describeAuthorizer(findAuthorizer(dependencies, restApiId, authorizerId)),
  });
}

/** Lists an API's authorizers, oldest first. */
export function getAuthorizers(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetAuthorizersRequest, Authorizers>({
    honours: { restApiId: true, position: true, limit: true },
    ...access('GET', ({ restApiId }) => `/restapis/${restApiId}/authorizers`),
    run(input) {
      const all = [...findApi(dependencies, input.restApiId).authorizers.values()];
      const { items, position } = page(all, ({ id }) => id, input);
      return { items: items.map(describeAuthorizer), position };
    },
  });
}
