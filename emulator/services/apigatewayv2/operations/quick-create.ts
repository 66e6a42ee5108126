import type { Integration } from '@aws-sdk/client-apigatewayv2';
import { newPartId } from '../../execute-api/ids.ts';
import { autoDeploy } from './auto-deploy.ts';
import { type Dependencies, findApi } from './dependencies.ts';
import { checkIntegration, withDefaults } from './integration-rules.ts';
import { checkRoute } from './route-rules.ts';

interface QuickCreate {
  Target: string;
  RouteKey?: string | undefined;
  CredentialsArn?: string | undefined;
}

/**
 * Creates what "quick create" creates (API Gateway guide, "Creating an HTTP API"): one route to one endpoint or function, and a `$default`
 * stage with auto-deploy; all three marked as API Gateway's own.
 */
export function quickCreate(
  dependencies: Dependencies,
  apiId: string,
  { Target, RouteKey = '$default', CredentialsArn }: QuickCreate,
): void {
  const { store, random, clock } = dependencies;
  const id = newPartId(random);
  const integration: Integration = withDefaults({
    ApiGatewayManaged: true,
    IntegrationId: id,
    ...(CredentialsArn && { CredentialsArn }),
    ...(Target.startsWith('arn:')
      ? { IntegrationType: 'AWS_PROXY', IntegrationUri: Target, PayloadFormatVersion: '2.0' }
      : {
          IntegrationType: 'HTTP_PROXY',
          IntegrationUri: Target,
          IntegrationMethod: 'ANY',
          PayloadFormatVersion: '1.0',
        }),
  });
  checkIntegration(integration);
  store.commit.putPart({ apiId, part: 'integrations', id, value: integration });
  const route = {
    ApiGatewayManaged: true,
    ApiKeyRequired: false,
    AuthorizationType: 'NONE' as const,
    RouteId: newPartId(random),
    RouteKey,
    Target: `integrations/${id}`,
  };
  checkRoute(findApi(dependencies, apiId), route);
  store.commit.putPart({ apiId, part: 'routes', id: route.RouteId, value: route });
  const now = new Date(clock.now());
  store.commit.putStage({
    apiId,
    stage: {
      ApiGatewayManaged: true,
      AutoDeploy: true,
      CreatedDate: now,
      DefaultRouteSettings: { DetailedMetricsEnabled: false },
      LastUpdatedDate: now,
      RouteSettings: {},
      StageName: '$default',
      StageVariables: {},
      Tags: {},
    },
  });
  autoDeploy(dependencies, apiId);
}
