import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../engine.ts';

/** What people's own clients make of a service that the engine does not have: one sentence, after one call. */

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

const run = promisify(execFile);

const environment = () => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  AWS_ENDPOINT_URL: engine.endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
});

/** The service's name in the sentence, the one in the variable, and what calls it. */
const CALLS = [
  ['CloudFormation', 'CLOUDFORMATION', 'cloudformation', 'list-stacks'],
  ['SNS', 'SNS', 'sns', 'list-topics'],
  ['S3', 'S3', 's3api', 'list-buckets'],
  ['EC2', 'EC2', 'ec2', 'describe-instances'],
  ['SQS', 'SQS', 'sqs', 'list-queues'],
] as const;

const sentence = (service: string, variable: string) =>
  new RegExp(
    `^An error occurred \\(NotImplementedException\\) when calling the \\w+ operation: ${service}: (\\w+|GET /) is not supported by the embedded engine, which does not have this service\\. Give its clients another endpoint with AWS_ENDPOINT_URL_${variable}\\.$`,
  );

test('the AWS CLI prints one readable sentence', async () => {
  if (!(await run('aws', ['--version']).catch(() => undefined))) {
    process.stdout.write('Not tried here: there is no AWS CLI.\n');
    return;
  }
  const env = environment();
  for (const [service, variable, command, operation] of CALLS) {
    // Version 1 takes SQS's address from a table of its own, whatever AWS_ENDPOINT_URL says.
    const args = [command, operation, '--endpoint-url', engine.endpoint];
    const { stderr } = await run('aws', args, { env }).then(
      () => ({ stderr: '' }),
      (error: { stderr: string }) => error,
    );
    expect(stderr.trim()).toMatch(sentence(service, variable));
  }
}, 120_000);

test('boto3 raises one readable sentence, and does not retry', async () => {
  const program = `
import boto3, json, sys
print(json.dumps([attempt(name, operation) for name, operation in json.loads(sys.argv[1])]))`;
  const attempt = `
def attempt(name, operation):
    try:
        getattr(boto3.client(name), operation)()
    except Exception as error:
        return [str(error), error.response['ResponseMetadata']['RetryAttempts']]
`;
  const calls = CALLS.map(([, , command, operation]) => [
    command.replace('s3api', 's3'),
    operation.replaceAll('-', '_'),
  ]);
  if (!(await run('python3', ['-c', 'import boto3']).catch(() => undefined))) {
    process.stdout.write('Not tried here: there is no boto3.\n');
    return;
  }
  const { stdout } = await run('python3', ['-c', `${attempt}${program}`, JSON.stringify(calls)], {
    env: environment(),
  });
  const answers = JSON.parse(stdout) as [string, number][];
  for (const [index, [service, variable]] of CALLS.entries()) {
    expect(answers[index]?.[0]).toMatch(sentence(service, variable));
    expect(answers[index]?.[1]).toBe(0);
  }
}, 120_000);

test('the SDK for JavaScript rejects with one readable sentence, and does not retry', async () => {
  const options = {
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const s3 = new S3Client(options);
  const sqs = new SQSClient(options);
  const refusal = (message: string) => ({
    name: 'NotImplementedException',
    message: `${message} is not supported by the embedded engine, which does not have this service. Give its clients another endpoint with AWS_ENDPOINT_URL_${message.slice(0, message.indexOf(':'))}.`,
    $metadata: expect.objectContaining({ attempts: 1 }),
  });
  await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject(refusal('S3: GET /'));
  await expect(sqs.send(new ListQueuesCommand({}))).rejects.toMatchObject(refusal('SQS: ListQueues'));
  s3.destroy();
  sqs.destroy();
});
