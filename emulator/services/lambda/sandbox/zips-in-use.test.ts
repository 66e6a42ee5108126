import { CognitoIdentityProviderClient, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { functionArn } from '../../apigateway/testing/engine-with-functions.ts';
import { createHttpApi, httpClient } from '../../apigatewayv2/testing/http-api.ts';
import { createPool, type TestPool } from '../../cognito-idp/testing/people.ts';
import { type LambdaBench, openLambdaBench } from '../testing/lambda-bench.ts';
import { findPython } from './find-python.ts';
import { type ZipRow, zipOfRow } from './testing/zips/zip-row.ts';

/** Zips as in zips.test.ts, run by Cognito and by API Gateway: each answers with its event, or fails at its import. */
const zips: (Omit<ZipRow, 'seen'> & { error?: RegExp })[] = [
  {
    name: 'commonjs',
    files: { 'index.js': 'exports.handler = async (event) => event' },
  },
  {
    name: 'sdk',
    files: {
      'index.mjs':
        'import { DynamoDBClient } from "@aws-sdk/client-dynamodb"; export const handler = async (event) => DynamoDBClient && event',
    },
  },
  {
    name: 'linked',
    files: {
      'index.js': 'exports.handler = require("echo")',
      'store/echo.js': 'module.exports = async (event) => event',
    },
    links: { 'node_modules/echo.js': '../store/echo.js' },
  },
  {
    name: 'python',
    runtime: 'python3.13',
    files: { 'index.py': 'def handler(event, context):\n  return event\n' },
  },
  {
    name: 'missing',
    files: { 'index.js': 'require("express"); exports.handler = async (event) => event' },
    error:
      /^PreSignUp failed with error Error: Cannot find module 'express'\nRequire stack:\n- \S*\/index\.js\n/,
  },
  {
    name: 'missing-python',
    runtime: 'python3.13',
    files: { 'index.py': 'import pip\ndef handler(event, context):\n  return event\n' },
    error: /^PreSignUp failed with error Unable to import module 'index': No module named 'pip'\.$/,
  },
];

let bench: LambdaBench;
let cognito: CognitoIdentityProviderClient;
const python = await findPython();
beforeAll(async () => {
  bench = await openLambdaBench();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const access = { endpoint: bench.engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  cognito = new CognitoIdentityProviderClient(access);
});
afterAll(async () => {
  cognito.destroy();
  await bench[Symbol.asyncDispose]();
});

const runnable = zips.filter(({ runtime }) => python || runtime === undefined);

describe.each(runnable)('the zip $name', ({ name, runtime = 'nodejs22.x', error, ...zip }) => {
  let pool: TestPool;
  let base: string;
  beforeAll(async () => {
    await bench.create(name, '', { Code: { ZipFile: zipOfRow(zip) }, Runtime: runtime });
    for (const service of ['cognito-idp', 'apigateway'])
      await bench.client.send(
        new AddPermissionCommand({
          FunctionName: name,
          StatementId: service,
          Action: 'lambda:InvokeFunction',
          Principal: `${service}.amazonaws.com`,
        }),
      );
    pool = await createPool({ client: cognito }, { LambdaConfig: { PreSignUp: functionArn(name) } });
    const gateway = httpClient(bench.engine.endpoint);
    const integration = {
      IntegrationType: 'AWS_PROXY' as const,
      IntegrationUri: functionArn(name),
      PayloadFormatVersion: '2.0',
    };
    ({ base } = await createHttpApi(gateway, { integration, routeKeys: ['GET /echo'] }));
    gateway.destroy();
  });

  test(`${error ? 'keeps a person out' : 'lets a person sign up'} as Cognito’s trigger`, async () => {
    const signUp = cognito.send(
      new SignUpCommand({ ClientId: pool.clientId, Username: 'ann@example.com', Password: 'Secret-123' }),
    );
    if (error)
      await expect(signUp).rejects.toMatchObject({
        name: 'UserLambdaValidationException',
        message: expect.stringMatching(error),
      });
    else await expect(signUp).resolves.toHaveProperty('UserSub');
  });

  test(`${error ? 'is a 500' : 'answers'} behind the gate`, async () => {
    const response = await fetch(`${bench.engine.endpoint}${base}/echo`);
    const body = (await response.json()) as object;
    if (error) expect([response.status, body]).toEqual([500, { message: 'Internal Server Error' }]);
    else expect([response.status, body]).toEqual([200, expect.objectContaining({ routeKey: 'GET /echo' })]);
  });
});
