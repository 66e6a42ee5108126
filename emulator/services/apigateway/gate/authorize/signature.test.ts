import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import aws4 from 'aws4';
import { startEngine } from '../../../../engine.ts';
import { createOneMethod } from '../../testing/one-method.ts';
import { startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const root = { accessKeyId: 'test', secretAccessKey: 'test' };

test('opens an AWS_IAM method only for a signature whose policies allow it', async () => {
  await using origin = await startOrigin();
  await using engine = await startEngine();
  const options = { endpoint: engine.endpoint, region: 'us-east-1', credentials: root, maxAttempts: 1 };
  const client = new APIGatewayClient(options);
  const iam = new IAMClient(options);
  const base = await createOneMethod(client, {
    pathPart: '{proxy+}',
    httpMethod: 'ANY',
    method: { authorizationType: 'AWS_IAM', requestParameters: { 'method.request.path.proxy': true } },
    integration: {
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'ANY',
      uri: `${origin.url}/{proxy}`,
      requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
    },
  });
  const apiId = base.split('/')[3];
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }));
  const ada = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const call = (credentials: typeof root, path: string, sent?: string) => {
    const signed = aws4.sign(
      {
        host: `127.0.0.1:${engine.port}`,
        path: base + path,
        service: 'execute-api',
        region: 'us-east-1',
        method: 'POST',
        body: 'hello',
      },
      credentials,
    );
    return rawRequest(engine.port, {
      method: 'POST',
      path: base + path,
      headers: signed.headers as Record<string, string>,
      body: sent ?? 'hello',
    });
  };

  expect(await rawRequest(engine.port, { path: `${base}/a` })).toMatchObject({
    status: 403,
    body: '{"message":"Missing Authentication Token"}',
  });
  expect(await call(ada, '/a')).toMatchObject({
    status: 403,
    body: `{"Message":"User: arn:aws:iam::000000000000:user/ada is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:${apiId}/test/POST/a"}`,
  });
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'ada',
      PolicyName: 'may',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'execute-api:Invoke',
          Resource: `arn:aws:execute-api:*:*:${apiId}/test/POST/a`,
        },
      }),
    }),
  );
  expect(await call(ada, '/a')).toMatchObject({ status: 200 });
  expect(await call(ada, '/b')).toMatchObject({ status: 403 });
  expect(await call({ ...ada, secretAccessKey: 'wrong' }, '/a')).toMatchObject({ status: 403 });
  expect(await call(ada, '/a', 'other')).toMatchObject({ status: 403 });
  expect(await call(root, '/b')).toMatchObject({ status: 200 });

  // The signature was meant for the gateway: it does not reach the origin.
  expect(origin.seen.map(({ url, body }) => [url, body])).toEqual([
    ['/a', 'hello'],
    ['/b', 'hello'],
  ]);
  for (const { headers } of origin.seen) expect(headers).not.toHaveProperty('authorization');
  client.destroy();
  iam.destroy();
});
