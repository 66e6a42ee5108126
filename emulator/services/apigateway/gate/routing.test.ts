import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../testing/engine-with-functions.ts';
import { rawRequest } from '../testing/raw-request.ts';

test('falls back to a less specific resource that has the method, also from a guarded to an open one', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { id: restApiId, rootResourceId: parentId } = await client.send(
    new CreateRestApiCommand({ name: 'fallback' }),
  );
  const mock = async (pathPart: string, httpMethod: string, authorizationType = 'NONE') => {
    const { id: resourceId } = await client.send(
      new CreateResourceCommand({ restApiId, parentId, pathPart }),
    );
    const key = { restApiId, resourceId, httpMethod };
    const requestTemplates = { 'application/json': '{"statusCode":200}' };
    await client.send(new PutMethodCommand({ ...key, authorizationType }));
    await client.send(new PutIntegrationCommand({ ...key, type: 'MOCK', requestTemplates }));
    await client.send(new PutMethodResponseCommand({ ...key, statusCode: '200' }));
    const responseTemplates = { 'application/json': '$context.resourcePath' };
    await client.send(new PutIntegrationResponseCommand({ ...key, statusCode: '200', responseTemplates }));
  };
  await mock('admin', 'POST', 'AWS_IAM');
  await mock('{proxy+}', 'ANY');
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 's' }));
  const ask = (method: string, path = '/s/admin') =>
    rawRequest(engine.port, { method, path: `/_aws/execute-api/${restApiId}${path}` });
  expect(await ask('POST')).toMatchObject({ status: 403 });
  expect(await ask('GET')).toMatchObject({ status: 200, body: '/{proxy+}' });
  expect(await ask('OPTIONS')).toMatchObject({ status: 200, body: '/{proxy+}' });
  // Slashes doubled before the stage or behind it neither hide the API nor open it.
  for (const path of ['//s/admin', '///s//admin']) {
    expect(await ask('POST', path)).toMatchObject({ status: 403 });
    expect(await ask('GET', path)).toMatchObject({ status: 200 });
  }
});
