import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkLocalStack } from '../../../../environment/engines/localstack-capabilities.ts';
import { type Engine, startEngine } from '../../../engine.ts';
import { allows, clientOptions, makeRole, sessionOf } from '../../../services/iam/testing/account.ts';
import { canHaveLocalStack, installClients, type LocalStack, openLocalStack } from './local-stack.ts';

const run = promisify(execFile);
const MIB = 1024 * 1024;
const there = await canHaveLocalStack();
const testReal = there ? test : test.skip;

let localStack: LocalStack;
let engine: Engine;
let folder: string;
let python: string;
beforeAll(async () => {
  if (!there) return;
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-localstack-'));
  [localStack, python] = await Promise.all([openLocalStack(), installClients()]);
  engine = await startEngine({ upstream: localStack.url });
}, 1_200_000);
afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await localStack?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** The environment of a client that only knows the engine. */
const clientEnv = () => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  AWS_ENDPOINT_URL: engine.endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_REGION: 'us-east-1',
});

testReal('attaching to it is refused for the right reason', async () => {
  await expect(checkLocalStack(localStack.url)).rejects.toThrow(
    /^LocalStack 4\.14\.0 \(edition unknown\) runs without a licence: it has no Cognito, and lets everybody through/,
  );
});

testReal(
  'SDK v3: 100 MB in parts, and back',
  async () => {
    const s3 = new S3Client({ ...clientOptions(engine), forcePathStyle: true });
    const object = { Bucket: 'from-sdk', Key: 'big' };
    await s3.send(new CreateBucketCommand({ Bucket: object.Bucket }));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
    const part = Buffer.alloc(20 * MIB, 'x');
    const Parts = [];
    for (let PartNumber = 1; PartNumber <= 5; PartNumber += 1) {
      const { ETag } = await s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body: part }));
      Parts.push({ ETag, PartNumber });
    }
    await s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));
    expect((await s3.send(new HeadObjectCommand(object))).ContentLength).toBe(100 * MIB);
    const { Body } = await s3.send(new GetObjectCommand(object));
    let length = 0;
    for await (const chunk of Body as AsyncIterable<Buffer>) length += chunk.length;
    expect(length).toBe(100 * MIB);
    s3.destroy();
  },
  120_000,
);

testReal(
  'AWS CLI: buckets, large copies, presigned URLs, queues, parameters',
  async () => {
    const file = join(folder, 'from-cli');
    const cli = async (...args: string[]) => {
      const { stdout } = await run(python, ['-m', 'awscli', '--endpoint-url', engine.endpoint, ...args], {
        env: clientEnv(),
      });
      return stdout;
    };
    await run('dd', ['if=/dev/urandom', `of=${file}`, 'bs=1M', 'count=24']);
    await cli('s3', 'mb', 's3://from-cli');
    await cli('s3', 'cp', '--only-show-errors', file, 's3://from-cli/a b/c');
    expect(await cli('s3', 'ls', '--recursive', 's3://from-cli')).toContain(`${24 * MIB} a b/c`);
    await cli('s3', 'cp', '--only-show-errors', 's3://from-cli/a b/c', `${file}.back`);
    await run('cmp', [file, `${file}.back`]);
    const presigned = (await cli('s3', 'presign', 's3://from-cli/a b/c')).trim();
    expect((await (await fetch(presigned)).arrayBuffer()).byteLength).toBe(24 * MIB);
    const { QueueUrl } = JSON.parse(await cli('sqs', 'create-queue', '--queue-name', 'from-cli'));
    expect(QueueUrl).toContain(`:${engine.port}/`);
    await cli('sqs', 'send-message', '--queue-url', QueueUrl, '--message-body', 'hi');
    expect(await cli('sqs', 'receive-message', '--queue-url', QueueUrl)).toContain('"hi"');
  },
  120_000,
);

testReal(
  'boto3: 100 MB in parts, presigned URLs, FIFO, SNS to SQS, EventBridge, SSM, Secrets Manager, Step Functions',
  async () => {
    const script = join(import.meta.dirname, 'clients.py');
    const { stdout } = await run(python, [script, String(100 * MIB), join(folder, 'from-boto')], {
      env: clientEnv(),
    });
    expect(stdout.trim()).toBe('done');
  },
  180_000,
);

testReal(
  'SDK for Go: an object and a message',
  async () => {
    const path = `${process.env['PATH']}${delimiter}/usr/local/go/bin`;
    const go = await run('go', ['version'], { env: { ...process.env, PATH: path } }).catch(() => undefined);
    if (!go) {
      process.stdout.write('Not tried with the SDK for Go: there is no Go on this machine.\n');
      return;
    }
    const cwd = join(import.meta.dirname, 'go');
    const env = { ...process.env, ...clientEnv(), PATH: path };
    const { stdout } = await run('go', ['run', '.'], { cwd, env });
    expect(stdout.trim()).toBe('done');
  },
  300_000,
);

testReal(
  'IAM refuses what a role may not do with a bucket and a queue, and LocalStack never sees it',
  async () => {
    await makeRole(engine, 'reader', allows('s3:GetObject', 'arn:aws:s3:::from-roles/shared/*'));
    const credentials = await sessionOf(engine, 'reader');
    const root = new S3Client({ ...clientOptions(engine), forcePathStyle: true });
    const reader = new S3Client({ ...clientOptions(engine, credentials), forcePathStyle: true });
    const Bucket = 'from-roles';
    await root.send(new CreateBucketCommand({ Bucket }));
    for (const Key of ['shared/a', 'own/a'])
      await root.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const shared = await reader.send(new GetObjectCommand({ Bucket, Key: 'shared/a' }));
    expect(await shared.Body?.transformToString()).toBe('x');
    await expect(reader.send(new GetObjectCommand({ Bucket, Key: 'own/a' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('s3:GetObject on resource: arn:aws:s3:::from-roles/own/a because'),
      $metadata: expect.objectContaining({ httpStatusCode: 403 }),
    });
    const rootQueues = new SQSClient(clientOptions(engine));
    const queues = new SQSClient(clientOptions(engine, credentials));
    const { QueueUrl } = await rootQueues.send(new CreateQueueCommand({ QueueName: 'from-roles' }));
    await expect(queues.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toThrow(
      'sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:from-roles because',
    );
    const { Messages } = await rootQueues.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages).toBeUndefined();
    for (const client of [root, reader, rootQueues, queues]) client.destroy();
  },
);

testReal(
  'killed in the middle, it is missed by its own services alone, and is used again when it is back',
  async () => {
    const s3 = new S3Client({ ...clientOptions(engine), forcePathStyle: true });
    const dynamodb = new DynamoDBClient(clientOptions(engine));
    await s3.send(new CreateBucketCommand({ Bucket: 'from-before' }));
    await localStack.kill();
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'from-between' }))).rejects.toMatchObject({
      name: 'UpstreamUnavailableException',
      message: expect.stringContaining('S3: CreateBucket goes on to the upstream'),
    });
    expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    await localStack.start();
    await s3.send(new CreateBucketCommand({ Bucket: 'from-after' }));
    for (const client of [s3, dynamodb]) client.destroy();
  },
  120_000,
);
