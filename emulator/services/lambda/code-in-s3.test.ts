import {
  CreateFunctionCommand,
  LambdaClient,
  PublishLayerVersionCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StandIn, standIn } from '../../upstream/testing/stand-in.ts';
import { allows, clientOptions, makeRole, sessionOf } from '../iam/testing/account.ts';
import { type LambdaBench, openLambdaBench, zipOf } from './testing/lambda-bench.ts';

const zip = (answer: string) => Buffer.from(zipOf(`export const handler = async () => '${answer}';`));
const objects: Readonly<Record<string, Buffer>> = {
  '/code/a%20b/1.zip': zip('one'),
  '/code/2.zip?versionId=v2': zip('two'),
};
const asked: (string | undefined)[] = [];

let upstream: StandIn;
let bench: LambdaBench;
beforeAll(async () => {
  upstream = await standIn();
  upstream.answer = (request, response) => {
    asked.push(request.url);
    const content = objects[request.url ?? ''];
    if (content) response.end(content);
    else
      response
        .writeHead(404)
        .end('<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>');
  };
  bench = await openLambdaBench({ upstream: upstream.url });
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const create = (client: LambdaClient, role: string, FunctionName: string, S3Key: string) =>
  client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: role,
      Code: { S3Bucket: 'code', S3Key },
    }),
  );

test('takes a function, its new code, and a layer from a bucket upstream', async () => {
  const { client, role, invoke } = bench;
  const wait = { client, maxWaitTime: 120, minDelay: 1 };
  const made = await create(client, role, 'f', 'a b/1.zip');
  expect(made.CodeSize).toBe(objects['/code/a%20b/1.zip']?.length);
  await waitUntilFunctionActiveV2(wait, { FunctionName: 'f' });
  expect((await invoke('f')).payload).toBe('one');
  const second = { S3Bucket: 'code', S3Key: '2.zip', S3ObjectVersion: 'v2' };
  await client.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ...second }));
  await waitUntilFunctionUpdatedV2(wait, { FunctionName: 'f' });
  expect((await invoke('f')).payload).toBe('two');
  const Content = { S3Bucket: 'code', S3Key: 'a b/1.zip' };
  const layer = await client.send(new PublishLayerVersionCommand({ LayerName: 'l', Content }));
  expect(layer.Content?.CodeSize).toBe(made.CodeSize);
});

test('says in Lambda’s words that the bucket lacks the object', async () => {
  await expect(create(bench.client, bench.role, 'g', 'nothing.zip')).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
  });
});

test('needs permission to read the object', async () => {
  await makeRole(bench.engine, 'deployer', allows(['lambda:*', 'iam:PassRole']));
  const client = new LambdaClient(clientOptions(bench.engine, await sessionOf(bench.engine, 'deployer')));
  asked.length = 0;
  await expect(create(client, bench.role, 'h', 'a b/1.zip')).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('s3:GetObject on resource: arn:aws:s3:::code/a b/1.zip'),
  });
  expect(asked).toEqual([]);
  client.destroy();
});

test('refuses a bucket by name without an upstream', async () => {
  await using alone = await openLambdaBench();
  await expect(create(alone.client, alone.role, 'f', 'x')).rejects.toThrow(
    'CreateFunction: Code.S3Bucket "code" is not supported by the embedded engine.',
  );
});
