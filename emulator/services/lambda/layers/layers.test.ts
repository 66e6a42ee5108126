import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  AddLayerVersionPermissionCommand,
  CreateFunctionCommand,
  DeleteLayerVersionCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetLayerVersionPolicyCommand,
  LambdaClient,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  type PublishLayerVersionCommandInput,
  RemoveLayerVersionPermissionCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { allows, clientOptions, makeRole, sessionOf } from '../../iam/testing/account.ts';
import { type LambdaBench, openLambdaBench, zipOf } from '../testing/lambda-bench.ts';
import { type OneFunction, oneFunction } from '../testing/one-function.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:layer';

let bench: LambdaBench;
let one: OneFunction;
beforeAll(async () => {
  bench = await openLambdaBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});
beforeEach(async () => {
  one = await oneFunction(bench);
});

const publish = (LayerName: string, changes: Partial<PublishLayerVersionCommandInput> = {}) =>
  bench.client.send(
    new PublishLayerVersionCommand({
      LayerName,
      Content: { ZipFile: zipOf({ 'nodejs/node_modules/six/index.js': 'module.exports = 6' }) },
      ...changes,
    }),
  );

describe('a layer', () => {
  test('is published in versions that count up and are never reused', async () => {
    const first = await publish('l', {
      Description: 'six',
      LicenseInfo: 'MIT',
      CompatibleRuntimes: ['nodejs22.x'],
      CompatibleArchitectures: ['arm64'],
    });
    expect(first).toMatchObject({
      $metadata: { httpStatusCode: 201 },
      LayerArn: `${ARN}:l`,
      LayerVersionArn: `${ARN}:l:1`,
      Version: 1,
      Description: 'six',
      LicenseInfo: 'MIT',
      CompatibleRuntimes: ['nodejs22.x'],
      CompatibleArchitectures: ['arm64'],
      CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    });
    expect((await publish('l')).Version).toBe(2);
    await bench.client.send(new DeleteLayerVersionCommand({ LayerName: 'l', VersionNumber: 2 }));
    expect((await publish(`${ARN}:l`)).Version).toBe(3);
  });

  test('is found by its name, by its ARN, and by the version’s ARN; its content can be downloaded', async () => {
    const { Content, $metadata, ...published } = await publish('l');
    for (const command of [
      new GetLayerVersionCommand({ LayerName: 'l', VersionNumber: 1 }),
      new GetLayerVersionCommand({ LayerName: `${ARN}:l`, VersionNumber: 1 }),
      new GetLayerVersionByArnCommand({ Arn: `${ARN}:l:1` }),
    ]) {
      const { $metadata: _, ...read } = await bench.client.send(command as GetLayerVersionCommand);
      expect(read).toEqual({ Content, ...published });
    }
    const zip = await fetch(Content?.Location ?? '');
    expect((await zip.arrayBuffer()).byteLength).toBe(Content?.CodeSize);
  });

  test('is listed by compatibility, the newest version first', async () => {
    await publish('a', { CompatibleRuntimes: ['nodejs20.x'] });
    await publish('a', { CompatibleRuntimes: ['nodejs22.x'], CompatibleArchitectures: ['x86_64'] });
    await publish('b');
    const layers = async (input: object = {}) =>
      (await bench.client.send(new ListLayersCommand(input))).Layers?.map(
        ({ LayerName, LatestMatchingVersion }) => [LayerName, LatestMatchingVersion?.Version],
      );
    expect(await layers()).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(await layers({ CompatibleRuntime: 'nodejs20.x' })).toEqual([['a', 1]]);
    expect(await layers({ CompatibleArchitecture: 'arm64' })).toEqual([]);
    const versions = async (input: object = {}) =>
      (
        await bench.client.send(new ListLayerVersionsCommand({ LayerName: 'a', ...input }))
      ).LayerVersions?.map(({ Version }) => Version);
    expect(await versions()).toEqual([2, 1]);
    expect(await versions({ CompatibleRuntime: 'nodejs20.x' })).toEqual([1]);
    expect(await versions({ LayerName: 'never-there' })).toEqual([]);
    const { NextMarker } = await bench.client.send(
      new ListLayerVersionsCommand({ LayerName: 'a', MaxItems: 1 }),
    );
    expect(await versions({ Marker: NextMarker })).toEqual([1]);
  });

  test('cannot be read once deleted, and can be deleted again', async () => {
    await publish('l');
    const version = { LayerName: 'l', VersionNumber: 1 };
    for (const _ of [1, 2]) {
      const { $metadata } = await bench.client.send(new DeleteLayerVersionCommand(version));
      expect($metadata.httpStatusCode).toBe(204);
    }
    await expect(bench.client.send(new GetLayerVersionCommand(version))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
    expect((await bench.client.send(new ListLayersCommand({}))).Layers).toEqual([]);
  });

  test('rejects a version below 1', async () => {
    await expect(
      bench.client.send(new GetLayerVersionCommand({ LayerName: 'l', VersionNumber: 0 })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Layer Version Cannot be less than 1',
    });
  });

  test('rejects content that is no zip, and refuses content in a bucket by name', async () => {
    await expect(publish('l', { Content: { ZipFile: Buffer.from('no zip') } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    await expect(publish('l', { Content: { S3Bucket: 'bucket', S3Key: 'key' } })).rejects.toMatchObject({
      name: 'NotImplementedException',
      message: expect.stringContaining('Content.S3Bucket'),
    });
  });

  test('counts in the account’s code size', async () => {
    const { Content } = await publish('l');
    const { AccountUsage } = await bench.client.send(new GetAccountSettingsCommand({}));
    expect(AccountUsage?.TotalCodeSize).toBe(Content?.CodeSize);
  });
});

describe('the policy of a layer version', () => {
  const version = { LayerName: 'l', VersionNumber: 1 };
  const add = (changes: object = {}) =>
    bench.client.send(
      new AddLayerVersionPermissionCommand({
        ...version,
        StatementId: 's',
        Action: 'lambda:GetLayerVersion',
        Principal: '*',
        ...changes,
      }),
    );

  test('takes statements that are added and removed', async () => {
    await publish('l');
    const added = await add();
    const statement = {
      Sid: 's',
      Effect: 'Allow',
      Principal: '*',
      Action: 'lambda:GetLayerVersion',
      Resource: `${ARN}:l:1`,
    };
    expect(JSON.parse(added.Statement ?? '')).toEqual(statement);
    await add({ StatementId: 'account', Principal: '111122223333' });
    await add({ StatementId: 'organization', OrganizationId: 'o-0123456789' });
    const { Policy, RevisionId } = await bench.client.send(new GetLayerVersionPolicyCommand(version));
    expect(JSON.parse(Policy ?? '')).toEqual({
      Version: '2012-10-17',
      Id: 'default',
      Statement: [
        statement,
        { ...statement, Sid: 'account', Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
        {
          ...statement,
          Sid: 'organization',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-0123456789' } },
        },
      ],
    });
    for (const StatementId of ['s', 'account', 'organization'])
      await bench.client.send(new RemoveLayerVersionPermissionCommand({ ...version, StatementId }));
    await expect(bench.client.send(new GetLayerVersionPolicyCommand(version))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No policy is associated with the given resource.',
    });
    await expect(add({ RevisionId })).rejects.toMatchObject({ name: 'PreconditionFailedException' });
  });

  test('rejects a duplicate statement, an unknown one, and an unknown version', async () => {
    await publish('l');
    await add();
    await expect(add()).rejects.toMatchObject({ name: 'ResourceConflictException' });
    await expect(
      bench.client.send(new RemoveLayerVersionPermissionCommand({ ...version, StatementId: 'other' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Statement other is not found in resource policy.',
    });
    await expect(add({ VersionNumber: 9 })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Layer version ${ARN}:l:9 does not exist.`,
    });
  });
});

describe('a function with layers', () => {
  test('shows them in order, keeps a deleted one, and loses all with an empty list', async () => {
    const sizes = [await publish('a'), await publish('b')].map(({ Content }) => Content?.CodeSize);
    const created = await one.create({ Layers: [`${ARN}:b:1`, `${ARN}:a:1`] });
    const shown = [
      { Arn: `${ARN}:b:1`, CodeSize: sizes[1] },
      { Arn: `${ARN}:a:1`, CodeSize: sizes[0] },
    ];
    expect(created.Layers).toEqual(shown);
    await bench.client.send(new DeleteLayerVersionCommand({ LayerName: 'a', VersionNumber: 1 }));
    const { Configuration } = await bench.client.send(new GetFunctionCommand({ FunctionName: 'f' }));
    expect(Configuration?.Layers).toEqual(shown);
    await expect(one.create({ FunctionName: 'g', Layers: [`${ARN}:a:1`] })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `Layer version ${ARN}:a:1 does not exist.`,
    });
    const waiter = { client: bench.client, maxWaitTime: 120, minDelay: 0.01, maxDelay: 0.01 };
    const change = async (settings: object) => {
      await waitUntilFunctionUpdatedV2(waiter, { FunctionName: 'f' });
      return bench.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', ...settings }));
    };
    expect((await change({ Timeout: 9 })).Layers).toEqual(shown);
    expect((await change({ Layers: [`${ARN}:a:1`] })).Layers).toEqual([shown[1]]);
    expect((await change({ Layers: [] })).Layers).toBeUndefined();
  });

  test('is created and changed only with existing layers', async () => {
    await publish('a');
    await publish('a');
    const refused: [string[], string][] = [
      [[`${ARN}:never:1`], `Layer version ${ARN}:never:1 does not exist.`],
      [
        [`${ARN}:a:1`, `${ARN}:a:2`],
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${ARN}:a:1 and ${ARN}:a:2 are versions of the same layer.`,
      ],
      [[1, 2, 3, 4, 5, 6].map((n) => `${ARN}:l${n}:1`), 'Cannot reference more than 5 layers.'],
      [
        ['arn:aws:lambda:eu-west-1:000000000000:layer:a:1'],
        'Layers are not in the same region as the function. Layers are expected to be in region us-east-1.',
      ],
    ];
    for (const [Layers, message] of refused)
      await expect(one.create({ Layers })).rejects.toMatchObject({
        name: 'InvalidParameterValueException',
        message,
      });
  });

  test('refuses by name a layer of another account and one with extensions', async () => {
    await expect(
      one.create({ Layers: ['arn:aws:lambda:us-east-1:111122223333:layer:theirs:1'] }),
    ).rejects.toMatchObject({
      name: 'NotImplementedException',
      message: expect.stringContaining('A layer of another account'),
    });
    await publish('e', { Content: { ZipFile: zipOf({ 'extensions/watch': '#!/bin/sh' }) } });
    await expect(one.create({ Layers: [`${ARN}:e:1`] })).rejects.toMatchObject({
      name: 'NotImplementedException',
      message: expect.stringContaining('A layer with extensions'),
    });
  });

  test('is created and read only by callers who may read the layer', async () => {
    await publish('a');
    await makeRole(bench.engine, 'deployer', allows(['lambda:CreateFunction', 'iam:PassRole']));
    const options = clientOptions(bench.engine, await sessionOf(bench.engine, 'deployer'));
    using client = closing(new LambdaClient(options));
    const create = () => client.send(new CreateFunctionCommand({ ...one.base, Layers: [`${ARN}:a:1`] }));
    const read = () => client.send(new GetLayerVersionCommand({ LayerName: 'a', VersionNumber: 1 }));
    for (const call of [create, read])
      await expect(call()).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining(
          `is not authorized to perform: lambda:GetLayerVersion on resource: ${ARN}:a:1`,
        ),
      });
    await setPolicy('deployer', allows(['lambda:CreateFunction', 'iam:PassRole', 'lambda:GetLayerVersion']));
    await read();
    await create();
  });

  test('is created only with layers that a policy allows (lambda:Layer)', async () => {
    await publish('a');
    await publish('b');
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['iam:PassRole', 'lambda:GetLayerVersion'], Resource: '*' },
        {
          Effect: 'Allow',
          Action: 'lambda:CreateFunction',
          Resource: '*',
          Condition: { 'ForAllValues:StringLike': { 'lambda:Layer': [`${ARN}:a:*`] } },
        },
      ],
    });
    await makeRole(bench.engine, 'deployer', policy);
    const options = clientOptions(bench.engine, await sessionOf(bench.engine, 'deployer'));
    using client = closing(new LambdaClient(options));
    const create = (Layers: string[]) => client.send(new CreateFunctionCommand({ ...one.base, Layers }));
    await expect(create([`${ARN}:a:1`, `${ARN}:b:1`])).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await create([`${ARN}:a:1`]);
  });
});

function setPolicy(RoleName: string, PolicyDocument: string) {
  return bench.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'may', PolicyDocument }));
}

function closing(client: LambdaClient): LambdaClient & Disposable {
  return Object.assign(client, { [Symbol.dispose]: () => client.destroy() });
}
