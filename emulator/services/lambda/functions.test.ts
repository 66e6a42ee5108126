import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { fast } from '../../control/realism/realism.ts';
import { TestClock } from '../../store/clock.ts';
import { type LambdaBench, openLambdaBench, zipOf } from './testing/lambda-bench.ts';
import { type OneFunction, oneFunction } from './testing/one-function.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
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

test('shows a new function as Pending, then Active, with AWS’s members', async () => {
  const created = await one.create({
    Description: 'd',
    Environment: { Variables: { AA: 'b' } },
    Tags: { t: '1' },
  });
  expect(created).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    FunctionName: 'f',
    FunctionArn: ARN,
    Runtime: 'nodejs22.x',
    Role: one.base.Role,
    Handler: 'index.handler',
    CodeSize: one.base.Code?.ZipFile?.length,
    Description: 'd',
    Timeout: 3,
    MemorySize: 128,
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    CodeSha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    Version: '$LATEST',
    Environment: { Variables: { AA: 'b' } },
    TracingConfig: { Mode: 'PassThrough' },
    State: 'Pending',
    StateReason: 'The function is being created.',
    StateReasonCode: 'Creating',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RuntimeVersionConfig: {
      RuntimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/),
    },
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/f' },
  });
  expect(created.LastUpdateStatus).toBeUndefined();
  const { Configuration, Code, Tags } = await bench.client.send(
    new GetFunctionCommand({ FunctionName: 'f' }),
  );
  expect(Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
  expect(Configuration?.StateReason).toBeUndefined();
  expect(Tags).toEqual({ t: '1' });
  const zip = new Uint8Array(await (await fetch(Code?.Location ?? '')).arrayBuffer());
  expect(zip).toEqual(one.base.Code?.ZipFile);
});

test('rejects a second function of the same name', async () => {
  await one.create();
  await expect(one.create()).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: 'Function already exist: f',
    $metadata: { httpStatusCode: 409 },
  });
});

test('uses new code for the next invocation; keeps settings that are left out, and replaces variables as a whole', async () => {
  await one.create({ Environment: { Variables: { AA: '1', BB: '2' } }, Timeout: 9 });
  expect((await bench.invoke('f')).payload).toBe(1);
  const { client } = bench;
  const before = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }));
  const code = zipOf('export const handler = async () => [process.env.AA ?? null, process.env.BB ?? null];');
  const updated = await client.send(
    new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: code, RevisionId: before.RevisionId }),
  );
  expect(updated).toMatchObject({
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReasonCode: 'Creating',
    State: 'Active',
  });
  expect(updated.CodeSha256).not.toBe(before.CodeSha256);
  expect((await bench.invoke('f')).payload).toEqual(['1', '2']);
  await client.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: 'f', Environment: { Variables: { BB: '3' } } }),
  );
  const after = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }));
  expect(after).toMatchObject({
    Timeout: 9,
    Environment: { Variables: { BB: '3' } },
    LastUpdateStatus: 'Successful',
  });
  expect((await bench.invoke('f')).payload).toEqual([null, '3']);
  await expect(
    client.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: code, RevisionId: before.RevisionId }),
    ),
  ).rejects.toMatchObject({
    name: 'PreconditionFailedException',
    message:
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    $metadata: { httpStatusCode: 412 },
  });
});

test('allows one change at a time, and no invocation before the function is there', async () => {
  const clock = new TestClock(Date.now());
  await using slow = await openLambdaBench({
    clock,
    realism: { ...fast, functionPendingMs: 300, functionUpdateMs: 300 },
  });
  const { client, role: Role } = slow;
  const FunctionName = 'f';
  const settled = async () => {
    for (;;) {
      clock.advance(300);
      const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
      if (found.State === 'Active' && found.LastUpdateStatus === 'Successful') return;
    }
  };
  await client.send(new CreateFunctionCommand({ ...one.base, Role }));
  const pending = {
    name: 'ResourceConflictException',
    message:
      'The operation cannot be performed at this time. The function is currently in the following state: Pending',
    Type: 'User',
    $metadata: { httpStatusCode: 409 },
  };
  const configure = () => client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 4 }));
  await expect(client.send(new InvokeCommand({ FunctionName }))).rejects.toMatchObject(pending);
  await expect(configure()).rejects.toMatchObject(pending);
  await settled();
  await client.send(
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipOf('export const handler = async () => 2;') }),
  );
  await expect(configure()).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `The operation cannot be performed at this time. An update is in progress for resource: ${ARN}`,
  });
  expect((await slow.invoke(FunctionName)).payload).toBe(1);
  await settled();
  expect((await slow.invoke(FunctionName)).payload).toBe(2);
  expect((await configure()).Timeout).toBe(4);
});

test('deletes a function, and finds it by no name afterwards', async () => {
  await one.create();
  const { client } = bench;
  const deleted = await client.send(new DeleteFunctionCommand({ FunctionName: ARN }));
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  for (const FunctionName of ['f', ARN, 'function:f', '000000000000:function:f']) {
    for (const command of [new InvokeCommand({ FunctionName }), new GetFunctionCommand({ FunctionName })]) {
      await expect(client.send(command as InvokeCommand)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `Function not found: ${ARN}`,
        Type: 'User',
        $metadata: { httpStatusCode: 404 },
      });
    }
  }
  const elsewhere = new GetFunctionCommand({ FunctionName: ARN.replace('us-east-1', 'us-west-2') });
  await expect(client.send(elsewhere)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Functions from 'us-west-2' are not reachable in this region ('us-east-1')",
  });
});

test('lists in pages, while functions come and go', async () => {
  for (const name of ['c', 'a', 'b']) await one.create({ FunctionName: name });
  const { client } = bench;
  const first = await client.send(new ListFunctionsCommand({ MaxItems: 2 }));
  expect(first.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['a', 'b']);
  expect(first.Functions?.[0]?.State).toBeUndefined();
  await client.send(new DeleteFunctionCommand({ FunctionName: 'b' }));
  const second = await client.send(new ListFunctionsCommand({ MaxItems: 2, Marker: first.NextMarker }));
  expect(second.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['c']);
  expect(second.NextMarker).toBeUndefined();
});

test('adds, changes, removes and lists tags', async () => {
  await one.create({ Tags: { a: '1' } });
  const { client } = bench;
  await client.send(new TagResourceCommand({ Resource: ARN, Tags: { a: '2', b: '3', c: '4' } }));
  await client.send(new UntagResourceCommand({ Resource: ARN, TagKeys: ['b', 'none'] }));
  expect((await client.send(new ListTagsCommand({ Resource: ARN }))).Tags).toEqual({ a: '2', c: '4' });
  await expect(client.send(new ListTagsCommand({ Resource: `${ARN}:1` }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Tags on function aliases and versions are not supported. Please specify a function ARN.',
  });
});
