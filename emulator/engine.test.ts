import { APIGatewayClient, GetSdkTypesCommand } from '@aws-sdk/client-api-gateway';
import {
  CognitoIdentityProviderClient,
  SetRiskConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateSAMLProviderCommand, IAMClient } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { startEngine } from './engine.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

test('answers 501 with the name of a missing operation, in each protocol', async () => {
  await using engine = await startEngine();
  const options = { endpoint: engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  const refused = (service: string, operation: string) => ({
    message: `${service}: ${operation} is not supported by the embedded engine.`,
    $metadata: expect.objectContaining({ httpStatusCode: 501 }),
  });

  const cognito = new CognitoIdentityProviderClient(options);
  await expect(
    cognito.send(new SetRiskConfigurationCommand({ UserPoolId: 'us-east-1_x' })),
  ).rejects.toMatchObject(refused('cognito-idp', 'SetRiskConfiguration'));
  const gateway = new APIGatewayClient(options);
  await expect(gateway.send(new GetSdkTypesCommand({}))).rejects.toMatchObject(
    refused('apigateway', 'GetSdkTypes'),
  );
  const iam = new IAMClient(options);
  await expect(
    iam.send(new CreateSAMLProviderCommand({ Name: 'own', SAMLMetadataDocument: 'x'.repeat(1000) })),
  ).rejects.toMatchObject(refused('iam', 'CreateSAMLProvider'));
});

test('lists the services as LocalStack’s health does', async () => {
  await using engine = await startEngine();
  const response = await fetch(`${engine.endpoint}/_localstack/health`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    services: { 'cognito-idp': 'running', dynamodb: 'running', lambda: 'running', apigateway: 'running' },
  });
});
