import {
  CreateRouteCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  UntagResourceCommand,
  UpdateApiCommand,
  UpdateAuthorizerCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Clients } from '../clients.ts';

/** Changes something of every kind in an HTTP API behind the program's back, so that fixing it takes every possible call. */
export async function disturbHttpApi(ApiId: string, { apigatewayv2 }: Clients): Promise<void> {
  const [routes, authorizers, integrations] = await Promise.all([
    apigatewayv2.send(new GetRoutesCommand({ ApiId })),
    apigatewayv2.send(new GetAuthorizersCommand({ ApiId })),
    apigatewayv2.send(new GetIntegrationsCommand({ ApiId })),
  ]);
  const { RouteId, Target } = routes.Items?.[0] ?? {};
  const AuthorizerId = authorizers.Items?.[0]?.AuthorizerId;
  const IntegrationId = integrations.Items?.[0]?.IntegrationId;
  await apigatewayv2.send(new UpdateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: false }));
  await apigatewayv2.send(new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'NONE' }));
  await apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /open', Target }));
  await apigatewayv2.send(
    new UpdateAuthorizerCommand({ ApiId, AuthorizerId, AuthorizerResultTtlInSeconds: 3600 }),
  );
  const RequestParameters = { 'append:header.x-other': 'a', 'overwrite:header.x-user': 'everybody' };
  const ResponseParameters = { '200': { 'overwrite:statuscode': '204' } };
  await apigatewayv2.send(
    new UpdateIntegrationCommand({ ApiId, IntegrationId, RequestParameters, ResponseParameters }),
  );
  const CorsConfiguration = { AllowOrigins: ['*'] };
  await apigatewayv2.send(
    new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: true, CorsConfiguration }),
  );
}

/** Removes the stack's tags from an HTTP API and its stage. */
export async function untagHttpApi(ApiId: string, region: string, { apigatewayv2 }: Clients): Promise<void> {
  const api = `arn:aws:apigateway:${region}::/apis/${ApiId}`;
  for (const ResourceArn of [api, `${api}/stages/dev`])
    await apigatewayv2.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['app', 'stage'] }));
}
