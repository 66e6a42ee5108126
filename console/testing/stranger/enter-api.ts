import { request } from 'node:http';
import {
  APIGatewayClient,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import type { TracedStack } from '../../../emulator/control/traces/testing/traced-stack.ts';
import { access, disposable } from './clients.ts';
import { attempt, NAME } from './fields.ts';

/** An API whose authorizer is the stranger's function, and whose answers are theirs too. */
export async function enterApi(stack: TracedStack): Promise<{ apiId: string; stage: string }> {
  using apis = disposable(new APIGatewayClient(access(stack)));
  const { client } = apis;
  const { id: restApiId, rootResourceId: resourceId } = await client.send(
    new CreateRestApiCommand({ name: attempt('name of an API'), tags: { strange: attempt('tag') } }),
  );
  const { id: authorizerId } = await client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: attempt('name of an authorizer'),
      type: 'TOKEN',
      identitySource: 'method.request.header.X-Who',
      authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${NAME}/invocations`,
    }),
  );
  const method = { restApiId, resourceId, httpMethod: 'POST' };
  await client.send(new PutMethodCommand({ ...method, authorizationType: 'CUSTOM', authorizerId }));
  await client.send(
    new PutIntegrationCommand({
      ...method,
      type: 'MOCK',
      requestTemplates: { 'text/plain': '{"statusCode": 200}' },
    }),
  );
  const header = 'method.response.header.X-Strange';
  const answer = { ...method, statusCode: '200' };
  await client.send(new PutMethodResponseCommand({ ...answer, responseParameters: { [header]: false } }));
  await client.send(
    new PutIntegrationResponseCommand({
      ...answer,
      responseParameters: { [header]: `'${attempt('header out')}'` },
      responseTemplates: { 'application/json': attempt('body out') },
    }),
  );
  const description = attempt('description of a deployment');
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: NAME, description }));
  return { apiId: restApiId ?? '', stage: NAME };
}

/** Sends a request as it is: `fetch` would encode its brackets. Returns its id. */
export function sendRaw(base: string, path: string, token: string): Promise<string> {
  const { hostname, port, pathname } = new URL(base);
  const headers = { 'X-Who': token, 'X-From-A-Stranger': attempt('header in'), 'Content-Type': 'text/plain' };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path: `${pathname}${path}?q=${attempt('query')}`, method: 'POST', headers },
      (response) => {
        response.resume().once('end', () => resolve(String(response.headers['x-amzn-requestid'])));
      },
    );
    sent.once('error', reject).end(attempt('body in'));
  });
}
