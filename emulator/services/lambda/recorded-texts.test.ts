import {
  AddPermissionCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionCommand,
  DeleteFunctionEventInvokeConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionUrlConfigCommand,
  GetPolicyCommand,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionEventInvokeConfigCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench } from './testing/lambda-bench.ts';
import { oneFunction } from './testing/one-function.ts';

/** What AWS answered when LocalStack's tests were recorded. `f` is there, `g` is not. */
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const OTHER = 'arn:aws:lambda:us-east-1:000000000000:function:g';
const RUNTIMES =
  'nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2';
const NAME_PATTERN =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?';
const NO_MAPPING =
  'arn:aws:lambda:us-east-1:000000000000:event-source-mapping:4487e0b2-4d36-4a3f-9f7b-2c1f8c0d9e11';
const NO_PROVIDER = 'arn:aws:lambda:us-east-1:000000000000:capacity-provider:none';
const one = '1 validation error detected:';
const gone = 'The resource you requested does not exist.';

let bench: LambdaBench;

beforeAll(async () => {
  bench = await openLambdaBench();
  await (await oneFunction(bench)).create();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const f = { FunctionName: 'f' };
const g = { FunctionName: 'g' };
const permission = { StatementId: 's', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };
const created = {
  ...f,
  Role: 'arn:aws:iam::000000000000:role/r',
  Handler: 'index.handler',
  Code: { ZipFile: new Uint8Array(1) },
};

const rows: [string, () => Promise<unknown>, number, string, string][] = [
  [
    'a name with a character that it may not have',
    () => bench.client.send(new GetFunctionCommand({ FunctionName: 'my-function!' })),
    400,
    'ValidationException',
    `${one} Value 'my-function!' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${NAME_PATTERN}`,
  ],
  [
    'a runtime that does not exist',
    () => bench.client.send(new CreateFunctionCommand({ ...created, Runtime: 'PYTHON3.9' as 'python3.9' })),
    400,
    'InvalidParameterValueException',
    `Value PYTHON3.9 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${RUNTIMES}] or be a valid ARN`,
  ],
  [
    'an architecture that does not exist',
    () => bench.client.send(new CreateFunctionCommand({ ...created, Architectures: ['X86_64' as 'x86_64'] })),
    400,
    'ValidationException',
    `${one} Value '[X86_64]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]`,
  ],
  [
    'two architectures',
    () => bench.client.send(new CreateFunctionCommand({ ...created, Architectures: ['x86_64', 'arm64'] })),
    400,
    'ValidationException',
    `${one} Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1`,
  ],
  [
    'the deletion of $LATEST of no function',
    () => bench.client.send(new DeleteFunctionCommand({ ...g, Qualifier: '$LATEST' })),
    400,
    'InvalidParameterValueException',
    '$LATEST version cannot be deleted without deleting the function.',
  ],
  [
    'the deletion of a version of no function',
    () => bench.client.send(new DeleteFunctionCommand({ ...g, Qualifier: '7' })),
    404,
    'ResourceNotFoundException',
    `Function not found: ${OTHER}`,
  ],
  [
    'the change of an alias that is not there',
    () => bench.client.send(new UpdateAliasCommand({ ...f, Name: 'none' })),
    404,
    'ResourceNotFoundException',
    `Alias not found: ${ARN}:none`,
  ],
  [
    'tags for an alias',
    () => bench.client.send(new TagResourceCommand({ Resource: `${ARN}:none`, Tags: { a: 'b' } })),
    400,
    'InvalidParameterValueException',
    'Tags on function aliases and versions are not supported. Please specify a function ARN.',
  ],
  [
    'tags for a mapping that is not there',
    () => bench.client.send(new TagResourceCommand({ Resource: NO_MAPPING, Tags: { a: 'b' } })),
    404,
    'ResourceNotFoundException',
    `Event source mapping not found: ${NO_MAPPING}`,
  ],
  [
    'tags for a capacity provider',
    () => bench.client.send(new TagResourceCommand({ Resource: NO_PROVIDER, Tags: { a: 'b' } })),
    404,
    'ResourceNotFoundException',
    `Capacity provider not found: ${NO_PROVIDER}`,
  ],
  [
    'no tags at all',
    () => bench.client.send(new TagResourceCommand({ Resource: ARN, Tags: {} })),
    400,
    'InvalidParameterValueException',
    'An error occurred and the request cannot be processed.',
  ],
  [
    'the removal of no tags at all',
    () => bench.client.send(new UntagResourceCommand({ Resource: ARN, TagKeys: [] })),
    400,
    'ValidationException',
    `${one} Value null at 'tagKeys' failed to satisfy constraint: Member must not be null`,
  ],
  [
    'reserved runs of no function',
    () => bench.client.send(new PutFunctionConcurrencyCommand({ ...g, ReservedConcurrentExecutions: 1 })),
    404,
    'ResourceNotFoundException',
    `Function not found: ${OTHER}:$LATEST`,
  ],
  [
    'reserved runs of a version',
    () =>
      bench.client.send(
        new PutFunctionConcurrencyCommand({ FunctionName: `${ARN}:1`, ReservedConcurrentExecutions: 1 }),
      ),
    400,
    'InvalidParameterValueException',
    'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
  ],
  [
    'a permission for an alias that is not there',
    () => bench.client.send(new AddPermissionCommand({ ...f, ...permission, Qualifier: 'none' })),
    404,
    'ResourceNotFoundException',
    `Cannot find alias arn: ${ARN}:none`,
  ],
  [
    'the removal of a permission for an alias that is not there',
    () => bench.client.send(new RemovePermissionCommand({ ...f, StatementId: 's', Qualifier: 'none' })),
    404,
    'ResourceNotFoundException',
    `Cannot find alias arn: ${ARN}:none`,
  ],
  [
    'the removal of a permission for no function',
    () => bench.client.send(new RemovePermissionCommand({ ...g, StatementId: 's' })),
    404,
    'ResourceNotFoundException',
    `No policy found for: ${OTHER}`,
  ],
  [
    'the policy of a version that is not there',
    () => bench.client.send(new GetPolicyCommand({ ...f, Qualifier: '77' })),
    404,
    'ResourceNotFoundException',
    gone,
  ],
  [
    'a URL',
    () => bench.client.send(new GetFunctionUrlConfigCommand(g)),
    404,
    'ResourceNotFoundException',
    gone,
  ],
  [
    'the URL of an alias that is not there',
    () => bench.client.send(new DeleteFunctionUrlConfigCommand({ ...f, Qualifier: 'none' })),
    404,
    'ResourceNotFoundException',
    gone,
  ],
  [
    'a URL for no function',
    () => bench.client.send(new CreateFunctionUrlConfigCommand({ ...g, AuthType: 'NONE' })),
    404,
    'ResourceNotFoundException',
    'Function does not exist',
  ],
  [
    'a change of the URL of no function',
    () => bench.client.send(new UpdateFunctionUrlConfigCommand({ ...g, AuthType: 'NONE' })),
    404,
    'ResourceNotFoundException',
    'Function does not exist',
  ],
  [
    'a change of a URL that is not there',
    () => bench.client.send(new UpdateFunctionUrlConfigCommand({ ...f, AuthType: 'NONE' })),
    404,
    'ResourceNotFoundException',
    gone,
  ],
  [
    'the URLs of no function',
    () => bench.client.send(new ListFunctionUrlConfigsCommand(g)),
    404,
    'ResourceNotFoundException',
    'Function does not exist',
  ],
  [
    'event settings of no function',
    () => bench.client.send(new GetFunctionEventInvokeConfigCommand(g)),
    404,
    'ResourceNotFoundException',
    `The function ${OTHER}:$LATEST doesn't have an EventInvokeConfig`,
  ],
  [
    'event settings of a version that is not there',
    () => bench.client.send(new DeleteFunctionEventInvokeConfigCommand({ ...f, Qualifier: '1221' })),
    404,
    'ResourceNotFoundException',
    `The function ${ARN}:1221 doesn't have an EventInvokeConfig`,
  ],
  [
    'new event settings of no function',
    () => bench.client.send(new PutFunctionEventInvokeConfigCommand({ ...g, MaximumRetryAttempts: 1 })),
    404,
    'ResourceNotFoundException',
    "The function doesn't exist.",
  ],
  [
    'no event settings at all, of no function',
    () => bench.client.send(new PutFunctionEventInvokeConfigCommand(g)),
    400,
    'InvalidParameterValueException',
    'You must specify at least one of error handling or destination setting.',
  ],
  [
    'changed event settings of no function',
    () => bench.client.send(new UpdateFunctionEventInvokeConfigCommand({ ...g, MaximumRetryAttempts: 1 })),
    404,
    'ResourceNotFoundException',
    "The function doesn't exist.",
  ],
  [
    'a list of event settings of no function',
    () => bench.client.send(new ListFunctionEventInvokeConfigsCommand(g)),
    404,
    'ResourceNotFoundException',
    "The function doesn't exist.",
  ],
];

test.each(rows)('answers in the words of AWS: %s', async (_what, call, status, name, message) => {
  await expect(call()).rejects.toMatchObject({
    name,
    message,
    $metadata: { httpStatusCode: status },
  });
});

test('lists no mappings for a function that is not there', async () => {
  expect((await bench.client.send(new ListEventSourceMappingsCommand(g))).EventSourceMappings).toEqual([]);
});

test('leaves the version of the runtime out of lists', async () => {
  const { Functions: [listed] = [] } = await bench.client.send(new ListFunctionsCommand({}));
  expect(listed).toMatchObject(f);
  expect(listed).not.toHaveProperty('RuntimeVersionConfig');
});

test('gives $LATEST another revision with tags, and when a version is published', async () => {
  const revision = async () => (await bench.client.send(new GetFunctionConfigurationCommand(f))).RevisionId;
  const first = await revision();
  await bench.client.send(new TagResourceCommand({ Resource: ARN, Tags: { a: 'b' } }));
  const second = await revision();
  await bench.client.send(new PublishVersionCommand(f));
  expect(new Set([first, second, await revision()]).size).toBe(3);
});

test('refuses to make a function in another account', async () => {
  const FunctionName = 'arn:aws:lambda:us-east-1:123456789012:function:theirs';
  const made = bench.client.send(
    new CreateFunctionCommand({ ...created, FunctionName, Runtime: 'nodejs22.x' }),
  );
  await expect(made).rejects.toMatchObject({
    name: 'AccessDeniedException',
    $metadata: { httpStatusCode: 403 },
  });
});
