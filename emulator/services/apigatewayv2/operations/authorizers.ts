import type {
  Authorizer,
  CreateAuthorizerRequest,
  DeleteAuthorizerRequest,
  GetAuthorizerRequest,
  GetAuthorizersRequest,
  GetAuthorizersResponse,
  UpdateAuthorizerRequest,
} from '@aws-sdk/client-apigatewayv2';
import { operation } from '../../../edge/operation.ts';
import { access } from '../../execute-api/access.ts';
import { newPartId } from '../../execute-api/ids.ts';
import { checkRoleArn } from '../../execute-api/role-arn.ts';
import { checkAuthorizer } from './authorizer-rules.ts';
import { autoDeploy } from './auto-deploy.ts';
import { conflict, type Dependencies, findApi, findPart, given } from './dependencies.ts';
import { page } from './paging.ts';

const HONOURED = {
  ApiId: true,
  Name: true,
  AuthorizerType: true,
  AuthorizerUri: true,
  AuthorizerCredentialsArn: true,
  AuthorizerPayloadFormatVersion: true,
  AuthorizerResultTtlInSeconds: true,
  EnableSimpleResponses: true,
  IdentitySource: true,
  JwtConfiguration: { Audience: true, Issuer: true },
} as const;
const all = ({ ApiId }: { ApiId?: string }) => `/apis/${ApiId}/authorizers`;
const path = (input: { ApiId?: string; AuthorizerId?: string }) => `${all(input)}/${input.AuthorizerId}`;

/** Creates an authorizer. Throws `BadRequestException` for one that cannot work. */
export function createAuthorizer(dependencies: Dependencies) {
  return operation<CreateAuthorizerRequest, Authorizer>({
    honours: HONOURED,
    ...access('POST', all),
    run({ ApiId = '', ...input }, call) {
      findApi(dependencies, ApiId);
      checkRoleArn(input.AuthorizerCredentialsArn, call);
      const AuthorizerId = newPartId(dependencies.random);
      const authorizer: Authorizer = { ...given(input), Name: input.Name, AuthorizerId };
      checkAuthorizer(authorizer);
      dependencies.store.commit.putPart({
        apiId: ApiId,
        part: 'authorizers',
        id: AuthorizerId,
        value: authorizer,
      });
      autoDeploy(dependencies, ApiId);
      return authorizer;
    },
  });
}

/** One authorizer. */
export function getAuthorizer(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetAuthorizerRequest, Authorizer>({
    honours: { ApiId: true, AuthorizerId: true },
    ...access('GET', path),
    run: ({ ApiId, AuthorizerId }) =>
      findPart(findApi(dependencies, ApiId).authorizers, AuthorizerId, 'Authorizer'),
  });
}

/** Lists an API's authorizers, oldest first. */
export function getAuthorizers(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetAuthorizersRequest, GetAuthorizersResponse>({
    honours: { ApiId: true, MaxResults: true, NextToken: true },
    ...access('GET', all),
    run: (input) => page([...findApi(dependencies, input.ApiId).authorizers.values()], input),
  });
}

/** Changes an authorizer; keeps what the caller leaves out. */
export function updateAuthorizer(dependencies: Dependencies) {
  return operation<UpdateAuthorizerRequest, Authorizer>({
    honours: { ...HONOURED, AuthorizerId: true },
    ...access('PATCH', path),
    run({ ApiId = '', AuthorizerId = '', ...input }, call) {
      checkRoleArn(input.AuthorizerCredentialsArn, call);
      const before = findPart(findApi(dependencies, ApiId).authorizers, AuthorizerId, 'Authorizer');
      const authorizer: Authorizer = { ...before, ...given(input) };
      checkAuthorizer(authorizer);
      dependencies.store.commit.putPart({
        apiId: ApiId,
        part: 'authorizers',
        id: AuthorizerId,
        value: authorizer,
      });
      autoDeploy(dependencies, ApiId);
      return authorizer;
    },
  });
}

/** Deletes an authorizer that no route uses. */
export function deleteAuthorizer(dependencies: Dependencies) {
  return operation<DeleteAuthorizerRequest, object>({
    honours: { ApiId: true, AuthorizerId: true },
    ...access('DELETE', path),
    run({ ApiId = '', AuthorizerId = '' }) {
      const { authorizers, routes } = findApi(dependencies, ApiId);
      findPart(authorizers, AuthorizerId, 'Authorizer');
      const user = [...routes.values()].find((route) => route.AuthorizerId === AuthorizerId);
      if (user)
        throw conflict(
          `Cannot delete Authorizer with id ${AuthorizerId} because it is referenced by Route with id ${user.RouteId}`,
        );
      dependencies.store.commit.deletePart({ apiId: ApiId, part: 'authorizers', id: AuthorizerId });
      autoDeploy(dependencies, ApiId);
      return {};
    },
  });
}
