import {
  AddPermissionCommand,
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench, zipOf } from './testing/lambda-bench.ts';

let bench: LambdaBench;
beforeAll(async () => {
  bench = await openLambdaBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const answering = (text: string) =>
  `export const handler = async (_, context) => ['${text}', context.functionVersion, context.invokedFunctionArn];`;
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

test('keeps a published version unchanged, by its number and its aliases', async () => {
  const { client } = bench;
  const FunctionName = 'versions';
  const arn = arnOf(FunctionName);
  await bench.create(FunctionName, answering('first'));
  const first = await client.send(new PublishVersionCommand({ FunctionName, Description: 'one' }));
  expect(first).toMatchObject({ Version: '1', FunctionArn: `${arn}:1`, State: 'Active', Description: 'one' });
  expect((await client.send(new PublishVersionCommand({ FunctionName }))).Version).toBe('1');
  const live = await client.send(
    new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }),
  );
  expect(live).toMatchObject({
    AliasArn: `${arn}:live`,
    Name: 'live',
    FunctionVersion: '1',
    Description: '',
  });

  const updated = await client.send(
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipOf(answering('second')), Publish: true }),
  );
  expect(updated).toMatchObject({ Version: '2', FunctionArn: `${arn}:2` });
  const run = async (name: string, Qualifier?: string) => {
    const { payload, version } = await bench.invoke(name, {}, { Qualifier });
    expect((payload as string[])[1]).toBe(version);
    return payload;
  };
  expect(await run(FunctionName)).toEqual(['second', '$LATEST', arn]);
  expect(await run(FunctionName, '$LATEST')).toEqual(['second', '$LATEST', `${arn}:$LATEST`]);
  expect(await run(FunctionName, '1')).toEqual(['first', '1', `${arn}:1`]);
  expect(await run(`${arn}:2`)).toEqual(['second', '2', `${arn}:2`]);
  expect(await run(FunctionName, 'live')).toEqual(['first', '1', `${arn}:live`]);
  await client.send(
    new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '2', RevisionId: live.RevisionId }),
  );
  expect(await run(FunctionName, 'live')).toEqual(['second', '2', `${arn}:live`]);

  const { Versions } = await client.send(new ListVersionsByFunctionCommand({ FunctionName }));
  expect(Versions?.map((version) => version.FunctionArn)).toEqual([`${arn}:$LATEST`, `${arn}:1`, `${arn}:2`]);
  const { Functions } = await client.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }));
  expect(Functions?.filter((listed) => listed.FunctionName === FunctionName)).toHaveLength(3);
  const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName, Qualifier: 'live' }));
  expect(Configuration).toMatchObject({ FunctionArn: `${arn}:live`, Version: '2' });
});

test('accepts and rejects aliases as AWS does', async () => {
  const { client } = bench;
  const FunctionName = 'aliases';
  const arn = arnOf(FunctionName);
  await bench.create(FunctionName, answering('x'), { Publish: true });
  await client.send(new CreateAliasCommand({ FunctionName, Name: 'a', FunctionVersion: '1' }));
  const refused = (command: CreateAliasCommand) => client.send(command);
  await expect(
    refused(new CreateAliasCommand({ FunctionName, Name: 'a', FunctionVersion: '1' })),
  ).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `Alias already exists: ${arn}:a`,
  });
  await expect(
    refused(new CreateAliasCommand({ FunctionName, Name: 'b', FunctionVersion: '10' })),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Function not found: ${arn}:10`,
  });
  const weighed = {
    FunctionName,
    Name: 'b',
    FunctionVersion: '1',
    RoutingConfig: { AdditionalVersionWeights: { 2: 0.5 } },
  };
  await expect(refused(new CreateAliasCommand(weighed))).rejects.toMatchObject({
    name: 'NotImplementedException',
    message:
      'CreateAlias: the parameter RoutingConfig.AdditionalVersionWeights.2 is not supported by the embedded engine.',
  });
  await expect(client.send(new GetAliasCommand({ FunctionName, Name: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Cannot find alias arn: ${arn}:none`,
  });
  await expect(bench.invoke(FunctionName, {}, { Qualifier: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Function not found: ${arn}:none`,
  });
  await expect(bench.invoke(`${FunctionName}:1`, {}, { Qualifier: 'a' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'The derived qualifier from the function name does not match the specified qualifier.',
  });
  await client.send(new DeleteAliasCommand({ FunctionName, Name: 'none' }));
  const { Aliases } = await client.send(new ListAliasesCommand({ FunctionName, FunctionVersion: '1' }));
  expect(Aliases?.map(({ Name }) => Name)).toEqual(['a']);
});

test('gives each alias and version its own resource policy', async () => {
  const { client } = bench;
  const FunctionName = 'policies';
  await bench.create(FunctionName, answering('x'), { Publish: true });
  const permission = {
    FunctionName,
    StatementId: 's',
    Action: 'lambda:InvokeFunction',
    Principal: 's3.amazonaws.com',
  };
  await client.send(new CreateAliasCommand({ FunctionName, Name: 'a', FunctionVersion: '1' }));
  await client.send(new AddPermissionCommand({ ...permission, Qualifier: 'a' }));
  const { Policy, RevisionId } = await client.send(new GetPolicyCommand({ FunctionName, Qualifier: 'a' }));
  expect(JSON.parse(Policy ?? '')).toMatchObject({ Statement: [{ Resource: `${arnOf(FunctionName)}:a` }] });
  expect((await client.send(new GetAliasCommand({ FunctionName, Name: 'a' }))).RevisionId).toBe(RevisionId);
  await expect(client.send(new GetPolicyCommand({ FunctionName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(
    client.send(new AddPermissionCommand({ ...permission, Qualifier: '$LATEST' })),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'We currently do not support adding policies for $LATEST.',
  });
});

test('deletes versions one by one or with their function, except one with an alias (the text is a guess)', async () => {
  const { client } = bench;
  const FunctionName = 'deletions';
  await bench.create(FunctionName, answering('x'), { Publish: true });
  await client.send(new CreateAliasCommand({ FunctionName, Name: 'a', FunctionVersion: '1' }));
  const remove = (Qualifier?: string) => client.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));
  await expect(remove('1')).rejects.toMatchObject({ name: 'ResourceConflictException' });
  await expect(remove('$LATEST')).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: '$LATEST version cannot be deleted without deleting the function.',
  });
  await client.send(new DeleteAliasCommand({ FunctionName, Name: 'a' }));
  await remove('1');
  await expect(bench.invoke(FunctionName, {}, { Qualifier: '1' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await bench.invoke(FunctionName);
  await remove();
  await expect(bench.invoke(FunctionName)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('publishes only the version that PublishVersion named', async () => {
  const FunctionName = 'meant';
  await bench.create(FunctionName, answering('x'));
  const { Configuration } = await bench.client.send(new GetFunctionCommand({ FunctionName }));
  await expect(
    bench.client.send(new PublishVersionCommand({ FunctionName, CodeSha256: 'another' })),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `CodeSHA256 (another) is different from current CodeSHA256 in $LATEST (${Configuration?.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
  });
  await expect(
    bench.client.send(new PublishVersionCommand({ FunctionName, RevisionId: 'another' })),
  ).rejects.toMatchObject({
    name: 'PreconditionFailedException',
  });
});
