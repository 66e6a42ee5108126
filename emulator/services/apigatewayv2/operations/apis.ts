import type {
  Api,
  CreateApiRequest,
  DeleteApiRequest,
  DeleteCorsConfigurationRequest,
  GetApiRequest,
  GetApisRequest,
  GetApisResponse,
  UpdateApiRequest,
} from '@aws-sdk/client-apigatewayv2';
import { operation } from '../../../edge/operation.ts';
import { access } from '../../execute-api/access.ts';
import { newApiId } from '../../execute-api/ids.ts';
import { checkRoleArn } from '../../execute-api/role-arn.ts';
import { checkCors } from './cors-rules.ts';
import { conflict, type Dependencies, findApi, given } from './dependencies.ts';
import { page } from './paging.ts';
import { quickCreate } from './quick-create.ts';

const CUSTOM_ID = '_custom_id_';
const CORS = {
  AllowCredentials: true,
  AllowHeaders: true,
  AllowMethods: true,
  AllowOrigins: true,
  ExposeHeaders: true,
  MaxAge: true,
} as const;
const path = ({ ApiId }: { ApiId?: string }) => `/apis/${ApiId}`;

/** Creates an HTTP API; with `Target`, its route, integration and `$default` stage too. WebSocket APIs are refused by name. */
export function createApi(dependencies: Dependencies) {
  const { store, random, clock, config } = dependencies;
  return operation<CreateApiRequest, Api>({
    honours: {
      Name: true,
      ProtocolType: ['HTTP'],
      Description: true,
      Version: true,
      CorsConfiguration: CORS,
      DisableExecuteApiEndpoint: true,
      IpAddressType: true,
      RouteSelectionExpression: ['${request.method} ${request.path}', '$request.method $request.path'],
      // HTTP APIs have no keys: the explicit default asks for nothing.
      ApiKeySelectionExpression: ['$request.header.x-api-key'],
      Tags: true,
      Target: true,
      RouteKey: true,
      CredentialsArn: true,
    },
    ...access('POST', () => '/apis'),
    run({ Target, RouteKey, CredentialsArn, ...input }, call) {
      checkRoleArn(CredentialsArn, call);
      checkCors(input.CorsConfiguration);
      const ApiId = input.Tags?.[CUSTOM_ID] ?? newApiId(random);
      if (!/^[a-z0-9]{1,64}$/.test(ApiId) || store.state.apis.has(ApiId))
        throw conflict(`The id ${ApiId} is taken, or is none: lower-case letters and digits.`);
      const api: Api = {
        ...given(input),
        ApiId,
        Name: input.Name,
        ProtocolType: 'HTTP',
        ApiEndpoint: `https://${ApiId}.execute-api.${config.region}.amazonaws.com`,
        ApiKeySelectionExpression: '$request.header.x-api-key',
        CreatedDate: new Date(clock.now()),
        DisableExecuteApiEndpoint: input.DisableExecuteApiEndpoint ?? false,
        IpAddressType: input.IpAddressType ?? 'ipv4',
        RouteSelectionExpression: '$request.method $request.path',
        Tags: input.Tags ?? {},
      };
      store.commit.createApi({ api });
      if (Target !== undefined) quickCreate(dependencies, ApiId, { Target, RouteKey, CredentialsArn });
      return api;
    },
  });
}

/** One API. */
export function getApi(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetApiRequest, Api>({
    honours: { ApiId: true },
    ...access('GET', path),
    run: ({ ApiId }) => findApi(dependencies, ApiId).api,
  });
}

/** Lists the APIs, oldest first. */
export function getApis({ store }: Pick<Dependencies, 'store'>) {
  return operation<GetApisRequest, GetApisResponse>({
    honours: { MaxResults: true, NextToken: true },
    ...access('GET', () => '/apis'),
    run: (input) =>
      page(
        [...store.state.apis.values()].map(({ api }) => api),
        input,
      ),
  });
}

/** Changes an API's settings, which apply at once. */
export function updateApi(dependencies: Pick<Dependencies, 'store'>) {
  return operation<UpdateApiRequest, Api>({
    honours: {
      ApiId: true,
      Name: true,
      Description: true,
      Version: true,
      CorsConfiguration: CORS,
      DisableExecuteApiEndpoint: true,
      IpAddressType: true,
    },
    ...access('PATCH', path),
    run(input) {
      const { api } = findApi(dependencies, input.ApiId);
      const changed = { ...api, ...given(input) };
      checkCors(changed.CorsConfiguration);
      dependencies.store.commit.putApi({ api: changed });
      return changed;
    },
  });
}

/** Deletes an API with everything in it. */
export function deleteApi(dependencies: Pick<Dependencies, 'store' | 'verdicts'>) {
  return operation<DeleteApiRequest, object>({
    honours: { ApiId: true },
    ...access('DELETE', path),
    run({ ApiId = '' }) {
      findApi(dependencies, ApiId);
      dependencies.store.commit.deleteApi({ apiId: ApiId });
      dependencies.verdicts.flush(ApiId);
      return {};
    },
  });
}

/** Removes the CORS configuration, at once. */
export function deleteCorsConfiguration(dependencies: Pick<Dependencies, 'store'>) {
  return operation<DeleteCorsConfigurationRequest, object>({
    honours: { ApiId: true },
    ...access('DELETE', (input) => `${path(input)}/cors`),
    run({ ApiId }) {
      const { api } = findApi(dependencies, ApiId);
      dependencies.store.commit.putApi({ api: { ...api, CorsConfiguration: undefined } });
      return {};
    },
  });
}
