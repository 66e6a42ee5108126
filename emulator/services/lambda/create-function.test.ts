import { type CreateFunctionCommandInput, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { type LambdaBench, openLambdaBench } from './testing/lambda-bench.ts';
import { type OneFunction, oneFunction } from './testing/one-function.ts';

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

test.each([
  [51, /^Request must be smaller than 70167211 bytes for the CreateFunction operation$/],
  [60, /^Request must be smaller than \d+ bytes$/],
])('rejects a zip of %i MB', async (megabytes, message) => {
  await expect(
    one.create({ Code: { ZipFile: new Uint8Array(megabytes * 1024 * 1024) } }),
  ).rejects.toMatchObject({
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
    { Runtime: 'java21' },
    {
      name: 'NotImplementedException',
      message: 'Runtime "java21" is not supported by the embedded engine.',
      status: 501,
    },
  ],
  [
    'a layer of another account',
    { Layers: ['arn:aws:lambda:us-east-1:111122223333:layer:l:1'] },
    {
      name: 'NotImplementedException',
      message:
        'A layer of another account (arn:aws:lambda:us-east-1:111122223333:layer:l:1) is not supported by the embedded engine.',
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

test.each(refusals)('CreateFunction rejects %s', async (_title, changes, { name, message, status = 400 }) => {
  await expect(one.create(changes)).rejects.toMatchObject({
    name,
    message,
    $metadata: { httpStatusCode: status },
  });
  expect((await bench.client.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
});

test('accepts explicit "off" for features that the engine does not have', async () => {
  await one.create({
    Layers: [],
    VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
    DeadLetterConfig: {},
    TracingConfig: { Mode: 'PassThrough' },
    SnapStart: { ApplyOn: 'None' },
    EphemeralStorage: { Size: 512 },
    PackageType: 'Zip',
  });
});
