import type { DeleteAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { conflict } from '../../control/errors.ts';
import { findAuthorizer } from '../../control/lookup.ts';
import { authorizerPath } from './get-authorizer.ts';

/** Deletes an authorizer that no method uses. */
export function deleteAuthorizer(dependencies: Pick<Dependencies, 'store'>) {
  return operation<DeleteAuthorizerRequest, object>({
    honours: { restApiId: true, authorizerId: true },
    ...access('DELETE', authorizerPath),
    run({ restApiId = '', authorizerId }) {
      const { id, name } = findAuthorizer(dependencies, restApiId, authorizerId);
      const resources = dependencies.store.state.apis.get(restApiId)?.resources.values() ?? [];
      for (const { path, methods } of resources) {
        const user = Object.values(methods).find((method) => method.authorizerId === id);
        if (user)
          throw conflict(
            `Cannot delete authorizer '${name}', is referenced in method: ${path}/${user.httpMethod}`,
          );
      }
      dependencies.store.commit.deleteAuthorizer({ apiId: restApiId, id });
      return {};
    },
  });
}
