import type {
  CreateIntegrationRequest,
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  GetIntegrationsRequest,
  GetIntegrationsResponse,
  Integration,
  UpdateIntegrationRequest,
} from '@aws-sdk/client-apigatewayv2';
import { operation } from '../../../edge/operation.ts';
import { access } from '../../execute-api/access.ts';
import { newPartId } from '../../execute-api/ids.ts';
import { checkRoleArn } from '../../execute-api/role-arn.ts';
import { autoDeploy } from './auto-deploy.ts';
import { conflict, type Dependencies, findApi, findPart, given } from './dependencies.ts';
import { checkIntegration, withDefaults } from './integration-rules.ts';
import { page } from './paging.ts';

const HONOURED = {
  ApiId: true,
  IntegrationType: ['HTTP_PROXY', 'AWS_PROXY'],
  IntegrationUri: true,
  CredentialsArn: true,
  IntegrationMethod: true,
  ConnectionType: ['INTERNET'],
  Description: true,
  PayloadFormatVersion: true,
  RequestParameters: true,
  ResponseParameters: true,
  TimeoutInMillis: true,
} as const;
const all = ({ ApiId }: { ApiId?: string }) => `/apis/${ApiId}/integrations`;
const path = (input: { ApiId?: string; IntegrationId?: string }) => `${all(input)}/${input.IntegrationId}`;

/** Creates an integration: where requests go. Throws `BadRequestException` for one that cannot work, 501 for what is not supported. */
export function createIntegration(dependencies: Dependencies) {
  return operation<CreateIntegrationRequest, Integration>({
    honours: HONOURED,
    ...access('POST', all),
    run({ ApiId = '', ...input }, call) {
      findApi(dependencies, ApiId);
      checkRoleArn(input.CredentialsArn, call);
      const IntegrationId = newPartId(dependencies.random);
      const integration = withDefaults({
        ...(input.IntegrationType === 'HTTP_PROXY' && { PayloadFormatVersion: '1.0' }),
        ...given(input),
        IntegrationId,
      });
      checkIntegration(integration);
      dependencies.store.commit.putPart({
        apiId: ApiId,
        part: 'integrations',
        id: IntegrationId,
        value: integration,
      });
      autoDeploy(dependencies, ApiId);
      return integration;
    },
  });
}

/** One integration. */
export function getIntegration(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetIntegrationRequest, Integration>({
    honours: { ApiId: true, IntegrationId: true },
    ...access('GET', path),
    run: ({ ApiId, IntegrationId }) =>
      findPart(findApi(dependencies, ApiId).integrations, IntegrationId, 'Integration'),
  });
}

/** Lists an API's integrations, oldest first. */
export function getIntegrations(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetIntegrationsRequest, GetIntegrationsResponse>({
    honours: { ApiId: true, MaxResults: true, NextToken: true },
    ...access('GET', all),
    run: (input) => page([...findApi(dependencies, input.ApiId).integrations.values()], input),
  });
}

/**
 * Changes an integration. Keeps parameters that are not named: an empty text removes one of the request's, an empty map those of a
 * response's status. AWS documents neither; infrastructure tools rely on both.
 */
export function updateIntegration(dependencies: Dependencies) {
  return operation<UpdateIntegrationRequest, Integration>({
    honours: { ...HONOURED, IntegrationId: true },
    ...access('PATCH', path),
    run({ ApiId = '', IntegrationId = '', RequestParameters, ResponseParameters, ...input }, call) {
      checkRoleArn(input.CredentialsArn, call);
      const before = findPart(findApi(dependencies, ApiId).integrations, IntegrationId, 'Integration');
      const merged = { ...before.RequestParameters, ...RequestParameters };
      const kept = Object.entries(merged).filter(
        ([target, value]) => value !== '' || target.startsWith('remove:'),
      );
      const responses = Object.entries({ ...before.ResponseParameters, ...ResponseParameters }).filter(
        ([, parameters]) => Object.keys(parameters).length > 0,
      );
      const integration = {
        ...before,
        ...given(input),
        RequestParameters: Object.fromEntries(kept),
        ...(responses.length > 0 || before.ResponseParameters
          ? { ResponseParameters: Object.fromEntries(responses) }
          : {}),
      };
      checkIntegration(integration);
      dependencies.store.commit.putPart({
        apiId: ApiId,
        part: 'integrations',
        id: IntegrationId,
        value: integration,
      });
      autoDeploy(dependencies, ApiId);
      return integration;
    },
  });
}

/** Deletes an integration that no route uses. */
export function deleteIntegration(dependencies: Dependencies) {
  return operation<DeleteIntegrationRequest, object>({
    honours: { ApiId: true, IntegrationId: true },
    ...access('DELETE', path),
    run({ ApiId = '', IntegrationId = '' }) {
      const { integrations, routes } = findApi(dependencies, ApiId);
      findPart(integrations, IntegrationId, 'Integration');
      const user = [...routes.values()].find(({ Target }) => Target === `integrations/${IntegrationId}`);
      if (user)
        throw conflict(
          `Cannot delete Integration with id ${IntegrationId} because it is referenced by Route with id ${user.RouteId}`,
        );
      dependencies.store.commit.deletePart({ apiId: ApiId, part: 'integrations', id: IntegrationId });
      autoDeploy(dependencies, ApiId);
      return {};
    },
  });
}
