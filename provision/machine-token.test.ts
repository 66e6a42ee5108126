import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateApiCommand,
  CreateAuthorizerCommand as CreateHttpAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../emulator/engine.ts';
import type { Clients } from './clients.ts';
import { main } from './main.ts';
import type { Outputs } from './outputs.ts';
import { gatesOf } from './refusals.ts';
import { runAgainst } from './testing/run-against.ts';

let engine: Engine;
let folder: string;
let aws: Clients;
let outputs: Outputs;
let machine: { id: string; secret: string };

beforeAll(async () => {
  engine = await startEngine();
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  aws = runAgainst(engine.endpoint).run.clients;
  const silent = { out: () => undefined, note: () => undefined, interactive: false, draws: false };
  const terminal = { ...silent, confirm: () => Promise.resolve(false) };
  const env = { AWS_ENDPOINT_URL: engine.endpoint, STATE_DIR: folder, API: 'both' };
  expect(await main(['apply'], env, join(import.meta.dirname, '..'), terminal)).toBe(0);
  outputs = JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8'));
  machine = await makeMachine();
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

/** A machine client of the stack's own pool that may read orders. */
async function makeMachine(): Promise<{ id: string; secret: string }> {
  const { userPoolId: UserPoolId } = outputs;
  await aws.cognito.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'orders-of-the-test' }));
  const Scopes = ['read', 'write'].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));
  await aws.cognito.send(
    new CreateResourceServerCommand({ UserPoolId, Identifier: 'orders', Name: 'Orders', Scopes }),
  );
  const { UserPoolClient } = await aws.cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'machine',
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['orders/read'],
    }),
  );
  return { id: UserPoolClient?.ClientId ?? '', secret: UserPoolClient?.ClientSecret ?? '' };
}

async function machineToken(): Promise<string> {
  const basic = Buffer.from(`${machine.id}:${machine.secret}`).toString('base64');
  const response = await fetch(`${engine.endpoint}/_aws/cognito-idp/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function statusOf(url: string, token: string, method = 'GET'): Promise<number> {
  const response = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  return response.status;
}

/** Nothing listens there: 502, 503 or 504 means accepted. */
const NOWHERE = 'http://127.0.0.1:9/';

test('opens only the REST API method with the scope of a machine’s token', async () => {
  const { id: restApiId, rootResourceId: resourceId } = await aws.apigateway.send(
    new CreateRestApiCommand({ name: 'orders' }),
  );
  const { id: authorizerId } = await aws.apigateway.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'pool',
      type: 'COGNITO_USER_POOLS',
      providerARNs: [`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${outputs.userPoolId}`],
      identitySource: 'method.request.header.Authorization',
    }),
  );
  for (const [httpMethod, authorizationScopes] of [
    ['GET', ['orders/read']],
    ['PUT', ['orders/write']],
    ['DELETE', []],
  ] as const) {
    const key = { restApiId, resourceId, httpMethod };
    const asks = { authorizationType: 'COGNITO_USER_POOLS', authorizerId };
    await aws.apigateway.send(
      new PutMethodCommand({ ...key, ...asks, authorizationScopes: [...authorizationScopes] }),
    );
    await aws.apigateway.send(
      new PutIntegrationCommand({ ...key, type: 'HTTP_PROXY', integrationHttpMethod: 'ANY', uri: NOWHERE }),
    );
  }
  await aws.apigateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  const url = `${engine.endpoint}/_aws/execute-api/${restApiId}/test/`;
  const token = await machineToken();
  expect(await statusOf(url, token)).toBeGreaterThanOrEqual(502);
  expect(await statusOf(url, token, 'PUT')).toBe(401);
  // Without scopes it asks for an id token.
  expect(await statusOf(url, token, 'DELETE')).toBe(401);
});

test('opens only the HTTP API route with that scope, and answers 403 for another', async () => {
  const { ApiId } = await aws.apigatewayv2.send(
    new CreateApiCommand({ Name: 'orders', ProtocolType: 'HTTP' }),
  );
  const { AuthorizerId } = await aws.apigatewayv2.send(
    new CreateHttpAuthorizerCommand({
      ApiId,
      Name: 'pool',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Issuer: `https://cognito-idp.us-east-1.amazonaws.com/${outputs.userPoolId}`,
        Audience: [machine.id],
      },
    }),
  );
  const { IntegrationId } = await aws.apigatewayv2.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: NOWHERE,
      PayloadFormatVersion: '1.0',
    }),
  );
  for (const [method, scope] of [
    ['GET', 'orders/read'],
    ['PUT', 'orders/write'],
  ]) {
    await aws.apigatewayv2.send(
      new CreateRouteCommand({
        ApiId,
        RouteKey: `${method} /`,
        AuthorizationType: 'JWT',
        AuthorizerId,
        AuthorizationScopes: [scope ?? ''],
        Target: `integrations/${IntegrationId}`,
      }),
    );
  }
  await aws.apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: 'test', AutoDeploy: true }));
  const url = `${engine.endpoint}/_aws/execute-api/${ApiId}/test/`;
  const token = await machineToken();
  expect(await statusOf(url, token)).toBeGreaterThanOrEqual(502);
  expect(await statusOf(url, token, 'PUT')).toBe(403);
});

test('rejects a machine’s token on the routes for people', async () => {
  const token = await machineToken();
  for (const { kind, url } of gatesOf(outputs)) {
    // An HTTP API's authorizer accepts only the people's client.
    expect([kind, await statusOf(`${url}/credential`, token)]).toEqual([kind, 401]);
    expect([kind, await statusOf(`${url}/credential/rotate`, token, 'POST')]).toEqual([kind, 401]);
  }
});
