import {
  AddPermissionCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { TestClock } from '../clock.ts';
import { fast } from '../realism/realism.ts';
import { type LambdaBench, makeRole, openLambdaBench, zipOf } from './testing/lambda-bench.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const SOURCE = 'export const handler = async () => 1;';
let bench: LambdaBench;
let base: CreateFunctionCommandInput;

beforeAll(async () => {
  bench = await openLambdaBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await fetch(`${bench.engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  const Role = await makeRole(bench.iam, 'function-role');
  base = {
    FunctionName: 'f',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role,
    Code: { ZipFile: zipOf(SOURCE) },
  };
});

const create = (changes: Partial<CreateFunctionCommandInput> = {}) =>
  bench.client.send(new CreateFunctionCommand({ ...base, ...changes }));

test('a function is Pending when it is created and Active soon after, with the members AWS shows', async () => {
  const created = await create({
    Description: 'd',
    Environment: { Variables: { AA: 'b' } },
    Tags: { t: '1' },
  });
  expect(created).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    FunctionName: 'f',
    FunctionArn: ARN,
    Runtime: 'nodejs22.x',
    Role: base.Role,
    Handler: 'index.handler',
    CodeSize: base.Code?.ZipFile?.length,
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
  expect(zip).toEqual(base.Code?.ZipFile);
});

test.each([
  [51, /^Request must be smaller than 70167211 bytes for the CreateFunction operation$/],
  [60, /^Request must be smaller than \d+ bytes$/],
])('a zip of %i MB is too large', async (megabytes, message) => {
  await expect(create({ Code: { ZipFile: new Uint8Array(megabytes * 1024 * 1024) } })).rejects.toMatchObject({
    name: 'RequestEntityTooLargeException',
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: 413 },
  });
});

const refusals: [
  string,
  Partial<CreateFunctionCommandInput>,
  { name: string; message: string; status?: number },
][] = [
  [
    'a role that is not there',
    { Role: 'arn:aws:iam::000000000000:role/none' },
    {
      name: 'InvalidParameterValueException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    },
  ],
  [
    'a role that is no ARN',
    { Role: 'r1' },
    {
      name: 'ValidationException',
      message:
        "1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
    },
  ],
  [
    'no runtime',
    { Runtime: undefined },
    {
      name: 'InvalidParameterValueException',
      message: 'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    },
  ],
  [
    'no code',
    { Code: {} },
    { name: 'InvalidParameterValueException', message: 'Please provide a source for function code.' },
  ],
  [
    'what is no zip',
    { Code: { ZipFile: strToU8('no zip') } },
    {
      name: 'InvalidParameterValueException',
      message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
    },
  ],
  [
    'an empty zip',
    { Code: { ZipFile: zipSync({}) } },
    { name: 'InvalidParameterValueException', message: 'Uploaded file must be a non-empty zip' },
  ],
  [
    'a reserved variable',
    { Environment: { Variables: { AWS_REGION: 'x' } } },
    {
      name: 'InvalidParameterValueException',
      message:
        'Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION',
    },
  ],
  [
    'too many variables',
    { Environment: { Variables: { LONG: 'x'.repeat(4096) } } },
    {
      name: 'InvalidParameterValueException',
      message: `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {"LONG":"${'x'.repeat(4096)}"}`,
    },
  ],
  [
    'a timeout of more than 15 minutes',
    { Timeout: 901 },
    {
      name: 'ValidationException',
      message:
        "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
    },
  ],
  [
    'too little memory',
    { MemorySize: 64 },
    {
      name: 'ValidationException',
      message:
        "1 validation error detected: Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    },
  ],
  [
    'another runtime',
    { Runtime: 'python3.12' },
    {
      name: 'NotImplementedException',
      message: 'CreateFunction: Runtime "python3.12" is not supported by the embedded engine.',
      status: 501,
    },
  ],
  [
    'a layer',
    { Layers: ['arn:aws:lambda:us-east-1:000000000000:layer:l:1'] },
    {
      name: 'NotImplementedException',
      message:
        'CreateFunction: Layers "arn:aws:lambda:us-east-1:000000000000:layer:l:1" is not supported by the embedded engine.',
      status: 501,
    },
  ],
  [
    'a container image',
    { PackageType: 'Image' },
    {
      name: 'NotImplementedException',
      message: 'CreateFunction: PackageType "Image" is not supported by the embedded engine.',
      status: 501,
    },
  ],
  [
    'a network',
    { VpcConfig: { SubnetIds: ['subnet-1'] } },
    {
      name: 'NotImplementedException',
      message: 'CreateFunction: VpcConfig.SubnetIds "subnet-1" is not supported by the embedded engine.',
      status: 501,
    },
  ],
  [
    'SnapStart',
    { SnapStart: { ApplyOn: 'PublishedVersions' } },
    {
      name: 'NotImplementedException',
      message:
        'CreateFunction: SnapStart.ApplyOn "PublishedVersions" is not supported by the embedded engine.',
      status: 501,
    },
  ],
  ...(
    [
      ['an image’s settings', { ImageConfig: { Command: ['a'] } }, 'the parameter ImageConfig'],
      [
        'code signing',
        {
          CodeSigningConfigArn: `arn:aws:lambda:us-east-1:000000000000:code-signing-config:csc-${'0'.repeat(17)}`,
        },
        'the parameter CodeSigningConfigArn',
      ],
      [
        'a customer’s key',
        { KMSKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/k' },
        'KMSKeyArn "arn:aws:kms:us-east-1:000000000000:key/k"',
      ],
      ['a larger /tmp', { EphemeralStorage: { Size: 1024 } }, 'EphemeralStorage.Size "1024"'],
      ['active tracing', { TracingConfig: { Mode: 'Active' } }, 'TracingConfig.Mode "Active"'],
      ['durable executions', { DurableConfig: { ExecutionTimeout: 10 } }, 'the parameter DurableConfig'],
      [
        'a capacity provider',
        {
          CapacityProviderConfig: {
            LambdaManagedInstancesCapacityProviderConfig: {
              CapacityProviderArn: 'arn:aws:lambda:us-east-1:000000000000:capacity-provider:c',
            },
          },
        },
        'the parameter CapacityProviderConfig',
      ],
      ['tenants', { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }, 'the parameter TenancyConfig'],
      ['another place to publish to', { PublishTo: 'LATEST_PUBLISHED' }, 'the parameter PublishTo'],
      ['security groups', { VpcConfig: { SecurityGroupIds: ['sg-1'] } }, 'VpcConfig.SecurityGroupIds "sg-1"'],
      ['another bucket', { Code: { S3Bucket: 'bucket', S3Key: 'k' } }, 'Code.S3Bucket "bucket"'],
    ] as [string, Partial<CreateFunctionCommandInput>, string][]
  ).map(([title, changes, what]): (typeof refusals)[number] => [
    title,
    changes,
    {
      name: 'NotImplementedException',
      message: `CreateFunction: ${what} is not supported by the embedded engine.`,
      status: 501,
    },
  ]),
  [
    'a wrapper around the runtime',
    { Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper' } } },
    {
      name: 'NotImplementedException',
      message: 'The environment variable AWS_LAMBDA_EXEC_WRAPPER is not supported by the embedded engine.',
      status: 501,
    },
  ],
  [
    'a dead letter queue',
    { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:q' } },
    {
      name: 'NotImplementedException',
      message:
        'CreateFunction: DeadLetterConfig.TargetArn "arn:aws:sqs:us-east-1:000000000000:q" is not supported by the embedded engine.',
      status: 501,
    },
  ],
];

test.each(refusals)('CreateFunction refuses %s', async (_title, changes, { name, message, status = 400 }) => {
  await expect(create(changes)).rejects.toMatchObject({
    name,
    message,
    $metadata: { httpStatusCode: status },
  });
  expect((await bench.client.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
});

test('what switches off a feature that is not there is taken', async () => {
  await create({
    Layers: [],
    VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
    DeadLetterConfig: {},
    TracingConfig: { Mode: 'PassThrough' },
    SnapStart: { ApplyOn: 'None' },
    EphemeralStorage: { Size: 512 },
    PackageType: 'Zip',
  });
});

test('a second function of the same name is refused', async () => {
  await create();
  await expect(create()).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: 'Function already exist: f',
    $metadata: { httpStatusCode: 409 },
  });
});

test('new code replaces the old for the next invocation; settings that are left out stay, variables are replaced as a whole', async () => {
  await create({ Environment: { Variables: { AA: '1', BB: '2' } }, Timeout: 9 });
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

test('a function has one change at a time, and is not run before it is there', async () => {
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
  await client.send(new CreateFunctionCommand({ ...base, Role }));
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

test('a deleted function is gone; what names it in any way is not found', async () => {
  await create();
  const { client } = bench;
  const deleted = await client.send(new DeleteFunctionCommand({ FunctionName: ARN }));
  expect(deleted.$metadata.httpStatusCode).toBe(200);
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

test('lists come in pages, which go on rightly when functions come and go', async () => {
  for (const name of ['c', 'a', 'b']) await create({ FunctionName: name });
  const { client } = bench;
  const first = await client.send(new ListFunctionsCommand({ MaxItems: 2 }));
  expect(first.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['a', 'b']);
  expect(first.Functions?.[0]?.State).toBeUndefined();
  await client.send(new DeleteFunctionCommand({ FunctionName: 'b' }));
  const second = await client.send(new ListFunctionsCommand({ MaxItems: 2, Marker: first.NextMarker }));
  expect(second.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['c']);
  expect(second.NextMarker).toBeUndefined();
});

test('tags are added, changed, taken off, and shown', async () => {
  await create({ Tags: { a: '1' } });
  const { client } = bench;
  await client.send(new TagResourceCommand({ Resource: ARN, Tags: { a: '2', b: '3', c: '4' } }));
  await client.send(new UntagResourceCommand({ Resource: ARN, TagKeys: ['b', 'none'] }));
  expect((await client.send(new ListTagsCommand({ Resource: ARN }))).Tags).toEqual({ a: '2', c: '4' });
  await expect(client.send(new ListTagsCommand({ Resource: `${ARN}:1` }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Tags on function aliases and versions are not supported. Please specify a function ARN.',
  });
});

test.each([
  [
    'lambda:InvokeFunction',
    { FunctionUrlAuthType: 'NONE' as const },
    'FunctionUrlAuthType',
    'InvokeFunctionUrl',
  ],
  ['lambda:InvokeFunctionUrl', { InvokedViaFunctionUrl: true }, 'InvokedViaFunctionUrl', 'InvokeFunction'],
])(
  '%s knows no condition %o (that the second is refused too, and how, is a guess)',
  async (Action, more, member, only) => {
    await create();
    const command = new AddPermissionCommand({
      FunctionName: 'f',
      StatementId: 's',
      Principal: '*',
      Action,
      ...more,
    });
    await expect(bench.client.send(command)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `${member} is only supported for lambda:${only} action`,
    });
  },
);

test.each(['nobody', 'arn:aws:iam::000000000000:user/none', 'arn:aws:iam::000000000000:role/none'])(
  'AddPermission refuses a principal that is not there: %s',
  async (Principal) => {
    await create();
    const permission = { FunctionName: 'f', StatementId: 's', Action: 'lambda:InvokeFunction' };
    const add = (given: string) =>
      bench.client.send(new AddPermissionCommand({ ...permission, Principal: given }));
    await expect(add(Principal)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'The provided principal was invalid. Please check the principal and try again.',
    });
    const { Statement } = await add(base.Role ?? '');
    expect(JSON.parse(Statement ?? '')).toMatchObject({ Principal: { AWS: base.Role } });
  },
);

test('statements of the resource policy are added, shown, refused a second time, and taken out', async () => {
  await create();
  const { client } = bench;
  await expect(client.send(new GetPolicyCommand({ FunctionName: 'f' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  const permission = {
    FunctionName: 'f',
    StatementId: 's1',
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:x/*',
    SourceAccount: '000000000000',
  };
  const { Statement } = await client.send(new AddPermissionCommand(permission));
  const statement = {
    Sid: 's1',
    Effect: 'Allow',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: ARN,
    Condition: {
      StringEquals: { 'AWS:SourceAccount': '000000000000' },
      ArnLike: { 'AWS:SourceArn': 'arn:aws:execute-api:us-east-1:000000000000:x/*' },
    },
  };
  expect(JSON.parse(Statement ?? '')).toEqual(statement);
  await expect(client.send(new AddPermissionCommand(permission))).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message:
      'The statement id (s1) provided already exists. Please provide a new statement id, or remove the existing statement.',
  });
  await client.send(
    new AddPermissionCommand({
      ...permission,
      StatementId: 's2',
      Principal: '111111111111',
      SourceArn: undefined,
      SourceAccount: undefined,
    }),
  );
  const { Policy, RevisionId } = await client.send(new GetPolicyCommand({ FunctionName: 'f' }));
  expect(JSON.parse(Policy ?? '')).toEqual({
    Version: '2012-10-17',
    Id: 'default',
    Statement: [
      statement,
      {
        Sid: 's2',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
        Action: 'lambda:InvokeFunction',
        Resource: ARN,
      },
    ],
  });
  const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: 'f' }));
  expect(Configuration?.RevisionId).toBe(RevisionId);
  const remove = (StatementId: string, revision?: string) =>
    client.send(new RemovePermissionCommand({ FunctionName: 'f', StatementId, RevisionId: revision }));
  await expect(remove('s1', 'another')).rejects.toMatchObject({
    name: 'PreconditionFailedException',
    message:
      'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
  });
  await expect(remove('s3')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Statement s3 is not found in resource policy.',
  });
  await remove('s1', RevisionId);
  await remove('s2');
  await expect(remove('s2')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(
    client.send(new AddPermissionCommand({ ...permission, Principal: 'nobody' })),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'The provided principal was invalid. Please check the principal and try again.',
  });
});
