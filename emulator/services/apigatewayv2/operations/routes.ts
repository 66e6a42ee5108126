import type {
  CreateRouteRequest,
  DeleteRouteRequest,
  GetRouteRequest,
  GetRoutesRequest,
  GetRoutesResponse,
  Route,
  UpdateRouteRequest,
} from '@aws-sdk/client-apigatewayv2';
import { operation } from '../../../edge/operation.ts';
import { access } from '../../execute-api/access.ts';
import { newPartId } from '../../execute-api/ids.ts';
import { autoDeploy } from './auto-deploy.ts';
import { type Dependencies, findApi, findPart, given } from './dependencies.ts';
import { page } from './paging.ts';
import { checkRoute } from './route-rules.ts';

const HONOURED = {
  ApiId: true,
  RouteKey: true,
  Target: true,
  AuthorizationType: true,
  AuthorizerId: true,
  AuthorizationScopes: true,
  ApiKeyRequired: [false],
  OperationName: true,
} as const;
const all = ({ ApiId }: { ApiId?: string }) => `/apis/${ApiId}/routes`;
const path = (input: { ApiId?: string; RouteId?: string }) => `${all(input)}/${input.RouteId}`;

/** Creates a route. Throws `BadRequestException` if its authorizer or its integration does not exist. */
export function createRoute(dependencies: Dependencies) {
  const { store, random } = dependencies;
  return operation<CreateRouteRequest, Route>({
    honours: HONOURED,
    ...access('POST', all),
    run({ ApiId = '', ...input }) {
      const RouteId = newPartId(random);
      const route: Route = {
        AuthorizationType: 'NONE',
        ApiKeyRequired: false,
        ...given(input),
        RouteKey: input.RouteKey,
        RouteId,
      };
      checkRoute(findApi(dependencies, ApiId), route);
      store.commit.putPart({ apiId: ApiId, part: 'routes', id: RouteId, value: route });
      autoDeploy(dependencies, ApiId);
      return route;
    },
  });
}

/** One route. */
export function getRoute(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetRouteRequest, Route>({
    honours: { ApiId: true, RouteId: true },
    ...access('GET', path),
    run: ({ ApiId, RouteId }) => findPart(findApi(dependencies, ApiId).routes, RouteId, 'Route'),
  });
}

/** Lists an API's routes, oldest first. */
export function getRoutes(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetRoutesRequest, GetRoutesResponse>({
    honours: { ApiId: true, MaxResults: true, NextToken: true },
    ...access('GET', all),
    run: (input) => page([...findApi(dependencies, input.ApiId).routes.values()], input),
  });
}

/** Changes a route, and checks the result as a whole. */
export function updateRoute(dependencies: Dependencies) {
  return operation<UpdateRouteRequest, Route>({
    honours: { ...HONOURED, RouteId: true },
    ...access('PATCH', path),
    run({ ApiId = '', RouteId = '', ...input }) {
      const before = findPart(findApi(dependencies, ApiId).routes, RouteId, 'Route');
      const merged: Route = { ...before, ...given(input) };
      const { AuthorizationType: type } = merged;
      const route =
        type === 'NONE' || type === 'AWS_IAM'
          ? { ...merged, AuthorizerId: undefined, AuthorizationScopes: undefined }
          : merged;
      checkRoute(findApi(dependencies, ApiId), route);
      dependencies.store.commit.putPart({ apiId: ApiId, part: 'routes', id: RouteId, value: route });
      autoDeploy(dependencies, ApiId);
      return route;
    },
  });
}

/** Deletes a route. */
export function deleteRoute(dependencies: Dependencies) {
  return operation<DeleteRouteRequest, object>({
    honours: { ApiId: true, RouteId: true },
    ...access('DELETE', path),
    run({ ApiId = '', RouteId = '' }) {
      findPart(findApi(dependencies, ApiId).routes, RouteId, 'Route');
      dependencies.store.commit.deletePart({ apiId: ApiId, part: 'routes', id: RouteId });
      autoDeploy(dependencies, ApiId);
      return {};
    },
  });
}
