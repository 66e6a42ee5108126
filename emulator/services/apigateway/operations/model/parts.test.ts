import {
  CreateDeploymentCommand,
  CreateDocumentationPartCommand,
  CreateDocumentationVersionCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateRestApiCommand,
  DeleteModelCommand,
  DeleteRequestValidatorCommand,
  GetDocumentationPartsCommand,
  GetDocumentationVersionsCommand,
  GetModelsCommand,
  GetRequestValidatorCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateModelCommand,
  UpdateRequestValidatorCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';

test('stores models, rejects invalid ones, and does not delete one that a method uses', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { id: restApiId, rootResourceId: resourceId } = await client.send(
    new CreateRestApiCommand({ name: 'a' }),
  );
  const create = (name: string, schema?: string) =>
    client.send(new CreateModelCommand({ restApiId, name, contentType: 'application/json', schema }));
  await create('Pet', '{"type":"object"}');
  const listed = await client.send(new GetModelsCommand({ restApiId }));
  expect(listed.items?.map(({ name }) => name).sort()).toEqual(['Empty', 'Error', 'Pet']);
  await expect(create('Pet', '{}')).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Model name already exists for this REST API',
  });
  await expect(create('Other')).rejects.toMatchObject({
    message: 'Model schema must have at least 1 property or array items defined',
  });
  const key = { restApiId, resourceId, httpMethod: 'GET', authorizationType: 'NONE' };
  const named = (model: string) =>
    client.send(new PutMethodCommand({ ...key, requestModels: { 'application/json': model } }));
  await expect(named('None')).rejects.toMatchObject({ message: 'Invalid model identifier specified: None' });
  await named('Pet');
  await expect(client.send(new DeleteModelCommand({ restApiId, modelName: 'Pet' }))).rejects.toMatchObject({
    message: "Cannot delete model 'Pet', is referenced in method request: //GET",
  });
  const patchOperations = [{ op: 'replace' as const, path: '/schema', value: '{"type":"array"}' }];
  expect(
    await client.send(new UpdateModelCommand({ restApiId, modelName: 'Pet', patchOperations })),
  ).toMatchObject({ schema: '{"type":"array"}' });
});

test('stores request validators, and rejects methods that name an unknown one', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { id: restApiId, rootResourceId: resourceId } = await client.send(
    new CreateRestApiCommand({ name: 'a' }),
  );
  const made = await client.send(new CreateRequestValidatorCommand({ restApiId, name: 'all' }));
  expect(made).toMatchObject({ validateRequestBody: false, validateRequestParameters: false });
  const key = { restApiId, requestValidatorId: made.id };
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await expect(
    client.send(new PutMethodCommand({ ...method, authorizationType: 'NONE', requestValidatorId: 'gone' })),
  ).rejects.toMatchObject({ message: 'Invalid Request Validator identifier specified' });
  await client.send(
    new PutMethodCommand({ ...method, authorizationType: 'NONE', requestValidatorId: made.id }),
  );
  await client.send(new PutIntegrationCommand({ ...method, type: 'MOCK' }));
  await client.send(new CreateDeploymentCommand({ restApiId }));
  const patchOperations = [{ op: 'replace' as const, path: '/validateRequestBody', value: 'true' }];
  expect(await client.send(new UpdateRequestValidatorCommand({ ...key, patchOperations }))).toMatchObject({
    validateRequestBody: true,
    validateRequestParameters: false,
  });
  await client.send(new DeleteRequestValidatorCommand(key));
  await expect(client.send(new GetRequestValidatorCommand(key))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid Request Validator identifier specified',
  });
});

test('stores the documentation of an API, by parts and versions', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { id: restApiId } = await client.send(new CreateRestApiCommand({ name: 'a' }));
  const location = { type: 'METHOD' as const, path: '/', method: 'GET' };
  const part = { restApiId, location, properties: '{"description":"all"}' };
  const { id } = await client.send(new CreateDocumentationPartCommand(part));
  await expect(client.send(new CreateDocumentationPartCommand(part))).rejects.toMatchObject({
    name: 'ConflictException',
  });
  const list = (type: 'METHOD' | 'API') => client.send(new GetDocumentationPartsCommand({ restApiId, type }));
  expect((await list('METHOD')).items).toEqual([{ id, location, properties: part.properties }]);
  expect((await list('API')).items).toEqual([]);
  await client.send(new CreateDocumentationVersionCommand({ restApiId, documentationVersion: '1' }));
  expect((await client.send(new GetDocumentationVersionsCommand({ restApiId }))).items).toMatchObject([
    { version: '1' },
  ]);
});
