import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { readOutputs } from '../provision/outputs.ts';
import { gatesOf } from '../provision/refusals.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Where the tested environment keeps its state. */
export const stateDir = resolve(root, process.env['STATE_DIR'] || '.stack');

/** What is up, as recorded by provisioning. */
export const outputs = await readOutputs(stateDir);

/** Each API that guards the origin: every test runs against all of them. */
export const gates = gatesOf(outputs);

/** The origin as these tests reach it; the gateway may use another name, as in containers. */
export const originUrlHere = process.env['ORIGIN_URL_HERE'] || outputs.originUrl;

/** The local engine has fixed credentials; on an account they come from the SDK's chain. */
const options = {
  region: outputs.region,
  ...(outputs.target !== 'aws' && {
    endpoint: outputs.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  }),
};

/** One attempt: the tests expect LimitExceededException and TooManyRequestsException, and do not wait. */
export const cognito = new CognitoIdentityProviderClient({ ...options, maxAttempts: 1 });
export const apigateway = new APIGatewayClient(options);
export const apigatewayv2 = new ApiGatewayV2Client(options);
export const dynamodb = new DynamoDBClient(options);
export const lambda = new LambdaClient(options);

/** The environment for running the provision program on the same target again. */
export const provisionEnvironment = {
  ...process.env,
  PORT: undefined,
  ORIGIN_PORT: undefined,
  STATE_DIR: stateDir,
  TARGET: outputs.target,
  STAGE: outputs.stage,
  API: outputs.apiKind,
  APP: outputs.app,
  CREDENTIAL_STORAGE: outputs.credentialStorage,
  AWS_REGION: outputs.region,
  ORIGIN: outputs.origin,
  ORIGIN_URL: outputs.origin === 'url' ? outputs.originUrl : undefined,
  ...(outputs.target !== 'aws' && { AWS_ENDPOINT_URL: outputs.endpoint }),
};
