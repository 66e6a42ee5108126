import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../engine.ts';
import { createOneMethod } from './testing/one-method.ts';
import { startOrigin } from './testing/origin.ts';
import { rawRequest } from './testing/raw-request.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

test('answers for deployed APIs after a restart as before', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-apigateway-'));
  await using origin = await startOrigin();
  try {
    let restPath = '';
    let httpPath = '';
    {
      await using engine = await startEngine({ stateDir });
      const endpoint = `http://127.0.0.1:${engine.port}`;
      const rest = new APIGatewayClient({ endpoint, region: 'us-east-1', credentials });
      const http = new ApiGatewayV2Client({ endpoint, region: 'us-east-1', credentials });
      const base = await createOneMethod(rest, {
        pathPart: '{proxy+}',
        httpMethod: 'ANY',
        integration: { type: 'HTTP_PROXY', integrationHttpMethod: 'ANY', uri: `${origin.url}/kept` },
      });
      restPath = `${base}/a`;
      const { ApiId = '' } = await http.send(
        new CreateApiCommand({ Name: 'kept', ProtocolType: 'HTTP', Target: `${origin.url}/kept` }),
      );
      httpPath = `/_aws/execute-api/${ApiId}/a`;
      expect(await rawRequest(engine.port, { path: restPath })).toMatchObject({ status: 200 });
      expect(await rawRequest(engine.port, { path: httpPath })).toMatchObject({ status: 200 });
      rest.destroy();
      http.destroy();
    }
    await using engine = await startEngine({ stateDir });
    const endpoint = `http://127.0.0.1:${engine.port}`;
    const rest = new APIGatewayClient({ endpoint, region: 'us-east-1', credentials });
    const http = new ApiGatewayV2Client({ endpoint, region: 'us-east-1', credentials });
    expect(await rawRequest(engine.port, { path: restPath })).toMatchObject({ status: 200 });
    expect(await rawRequest(engine.port, { path: httpPath })).toMatchObject({ status: 200 });
    expect((await rest.send(new GetRestApisCommand({}))).items?.[0]?.createdDate).toBeInstanceOf(Date);
    expect((await http.send(new GetApisCommand({}))).Items?.[0]).toMatchObject({ Name: 'kept' });
    rest.destroy();
    http.destroy();
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
});
