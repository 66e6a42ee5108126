import type { Authorizer, CreateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { newPartId } from '../../../execute-api/ids.ts';
import { checkRoleArn } from '../../../execute-api/role-arn.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { conflict } from '../../control/errors.ts';
import type { AuthorizerRecord } from '../../state/records.ts';
import { checkAuthorizer, checkUniqueName, describeAuthorizer } from './authorizer-rules.ts';

/** Creates an authorizer; requests use it once it is deployed. */
export function createAuthorizer({ store, random }: Pick<Dependencies, 'store' | 'random'>) {
  return operation<CreateAuthorizerRequest, Authorizer>({
    honours: {
      restApiId: true,
      name: true,
      type: ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'],
      providerARNs: true,
      authType: true,
      authorizerUri: true,
      authorizerCredentials: true,
      identitySource: true,
      identityValidationExpression: true,
      authorizerResultTtlInSeconds: true,
    },
    ...access('POST', ({ restApiId }) => `/restapis/${restApiId}/authorizers`),
    run(input, call) {
      const { restApiId = '', ...given } = input;
      const api = store.state.apis.get(restApiId);
      // AWS answers this, and not 404, for an unknown API.
      if (!api)
        throw conflict(
          'Unable to complete operation due to concurrent modification. Please try again later.',
        );
      const authorizer: AuthorizerRecord = {
        id: newPartId(random),
        name: given.name ?? '',
        type: given.type ?? 'TOKEN',
        authType: given.authType ?? (given.type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom'),
        providerARNs: given.providerARNs,
        authorizerUri: given.authorizerUri,
        authorizerCredentials: given.authorizerCredentials || undefined,
        identitySource: given.identitySource,
        identityValidationExpression: given.identityValidationExpression,
        authorizerResultTtlInSeconds: given.authorizerResultTtlInSeconds,
      };
      checkAuthorizer(authorizer);
      checkRoleArn(authorizer.authorizerCredentials, call);
      checkUniqueName(api.authorizers.values(), authorizer);
      store.commit.putAuthorizer({ apiId: restApiId, authorizer });
      return describeAuthorizer(authorizer);
    },
  });
}
