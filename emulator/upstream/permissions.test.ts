import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  GetQueueUrlCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { CallEvent, PermissionEvent } from '../edge/events.ts';
import type { Engine } from '../engine.ts';
import { allows, clientOptions, makeRole, sessionOf } from '../services/iam/testing/account.ts';
import { callSigned, jsonCall, queryCall } from './testing/signed.ts';
import { engineBefore, type StandIn, standIn } from './testing/stand-in.ts';

let upstream: StandIn;
let engine: Engine;
beforeAll(async () => {
  upstream = await standIn();
  engine = await engineBefore(upstream);
});
afterEach(() => {
  upstream.seen.length = 0;
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

let roles = 0;
/** Credentials of a new role with this policy. */
async function may(policy: string) {
  roles += 1;
  await makeRole(engine, `r${roles}`, policy);
  return sessionOf(engine, `r${roles}`);
}

describe('S3', () => {
  const at = (key: string) => ({ Bucket: 'photos', Key: key });

  /** What a role with this policy is denied: each call is `ok`, or the missing action and resource. */
  async function tried(policy: string, pathStyle = true): Promise<Record<string, string>> {
    const credentials = await may(policy);
    const s3 = new S3Client({ ...clientOptions(engine, credentials), forcePathStyle: pathStyle });
    const calls = {
      get: () => s3.send(new GetObjectCommand(at('ann/a b.png'))),
      'get a version': () => s3.send(new GetObjectCommand({ ...at('ann/x'), VersionId: '1' })),
      put: () => s3.send(new PutObjectCommand({ ...at('ann/x'), Body: 'x' })),
      part: () => s3.send(new UploadPartCommand({ ...at('ann/x'), UploadId: 'u', PartNumber: 1, Body: 'x' })),
      copy: () => s3.send(new CopyObjectCommand({ ...at('ann/y'), CopySource: 'others/z' })),
      list: () => s3.send(new ListObjectsV2Command({ Bucket: 'photos', Prefix: 'ann/' })),
      delete: () =>
        s3.send(
          new DeleteObjectsCommand({
            Bucket: 'photos',
            Delete: { Objects: [{ Key: 'ann/x' }, { Key: 'bob/<y>' }] },
          }),
        ),
      buckets: () => s3.send(new ListBucketsCommand({})),
    };
    const outcomes: Record<string, string> = {};
    for (const [name, call] of Object.entries(calls)) {
      upstream.seen.length = 0;
      const error = await call().then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      const refusal = /to perform: (\S+) on resource: (.+) because/.exec(error?.message ?? '');
      // The stand-in answers JSON, which the SDK cannot read as XML; what matters is that the call came through.
      outcomes[name] = refusal
        ? `${error?.name}: ${refusal[1]} ${refusal[2]}`
        : upstream.seen.length === 1
          ? 'ok'
          : String(error);
    }
    s3.destroy();
    return outcomes;
  }

  test('checks IAM for AWS’s actions and ARNs, which differ from the operations’ names', async () => {
    expect(await tried(allows('sqs:*'))).toEqual({
      get: 'AccessDenied: s3:GetObject arn:aws:s3:::photos/ann/a b.png',
      'get a version': 'AccessDenied: s3:GetObjectVersion arn:aws:s3:::photos/ann/x',
      put: 'AccessDenied: s3:PutObject arn:aws:s3:::photos/ann/x',
      part: 'AccessDenied: s3:PutObject arn:aws:s3:::photos/ann/x',
      copy: 'AccessDenied: s3:PutObject arn:aws:s3:::photos/ann/y',
      list: 'AccessDenied: s3:ListBucket arn:aws:s3:::photos',
      delete: 'AccessDenied: s3:DeleteObject arn:aws:s3:::photos/ann/x',
      buckets: 'AccessDenied: s3:ListAllMyBuckets *',
    });
  });

  test('allows what a policy allows: some actions on some keys', async () => {
    const policy = allows(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], 'arn:aws:s3:::photos/ann/*');
    expect(await tried(policy)).toEqual({
      get: 'ok',
      'get a version': 'AccessDenied: s3:GetObjectVersion arn:aws:s3:::photos/ann/x',
      put: 'ok',
      part: 'ok',
      copy: 'AccessDenied: s3:GetObject arn:aws:s3:::others/z',
      list: 'AccessDenied: s3:ListBucket arn:aws:s3:::photos',
      delete: 'AccessDenied: s3:DeleteObject arn:aws:s3:::photos/bob/<y>',
      buckets: 'AccessDenied: s3:ListAllMyBuckets *',
    });
  });

  test('knows the condition keys of a call', async () => {
    const ofAnn = allows('s3:ListBucket', 'arn:aws:s3:::photos', {
      Condition: { StringLike: { 's3:prefix': 'ann/*' } },
    });
    expect((await tried(ofAnn))['list']).toBe('ok');
    const ofBob = allows('s3:ListBucket', 'arn:aws:s3:::photos', {
      Condition: { StringLike: { 's3:prefix': 'bob/*' } },
    });
    expect((await tried(ofBob))['list']).toContain('AccessDenied');
  });

  test('takes the bucket from the host', async () => {
    const credentials = await may(allows('s3:GetObject', 'arn:aws:s3:::photos/ann/x'));
    const asked = { service: 's3', method: 'GET', credentials, host: 'photos.s3.localhost.localstack.cloud' };
    expect((await callSigned(engine, { ...asked, path: '/ann/x' })).status).toBe(200);
    expect((await callSigned(engine, { ...asked, path: '/ann/y' })).status).toBe(403);
    expect(
      (await callSigned(engine, { ...asked, host: 'other.s3.amazonaws.com', path: '/ann/x' })).status,
    ).toBe(403);
  });

  test('rejects an unknown call unless the caller may do everything in S3', async () => {
    const asked = { service: 's3', method: 'PATCH', path: '/photos' };
    const few = await may(allows('s3:Get*'));
    const all = await may(allows('s3:*'));
    expect((await callSigned(engine, { ...asked, credentials: few })).body).toContain('s3:UnknownOperation');
    expect((await callSigned(engine, { ...asked, credentials: all })).status).toBe(200);
  });
});

describe('SQS', () => {
  const QueueUrl = 'http://localhost:4566/000000000000/orders';

  test('checks IAM for the queue, and in a batch for each message’s action', async () => {
    const calls: CallEvent[] = [];
    const asked: PermissionEvent[] = [];
    using _calls = engine.context.events.subscribe('call', (event) => calls.push(event));
    using _asked = engine.context.events.subscribe('permission', (event) => asked.push(event));
    const credentials = await may(allows('sqs:SendMessage', 'arn:aws:sqs:us-east-1:000000000000:orders'));
    const sqs = new SQSClient({ ...clientOptions(engine, credentials), useQueueUrlAsEndpoint: false });
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '1', MessageBody: 'x' }] }));
    const elsewhere = QueueUrl.replace('orders', 'others');
    await expect(
      sqs.send(new SendMessageCommand({ QueueUrl: elsewhere, MessageBody: 'x' })),
    ).rejects.toMatchObject({
      message: expect.stringMatching(
        /assumed-role\/r\d+\/session is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:others because/,
      ),
      $metadata: expect.objectContaining({ httpStatusCode: 400 }),
    });
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'orders' }))).rejects.toThrow(
      'sqs:GetQueueUrl',
    );
    sqs.destroy();
    expect(upstream.seen).toHaveLength(1);
    expect(calls.slice(-3)).toMatchObject([
      {
        service: 'sqs',
        operation: 'SendMessageBatch',
        status: 200,
        resources: ['arn:aws:sqs:us-east-1:000000000000:orders'],
      },
      { operation: 'SendMessage', status: 400, error: 'AccessDeniedException' },
      { operation: 'GetQueueUrl' },
    ]);
    expect(asked.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['sqs:SendMessage', 'allowed'],
      ['sqs:SendMessage', 'refused'],
      ['sqs:GetQueueUrl', 'refused'],
    ]);
    const report = await fetch(`${engine.endpoint}/_gatehouse/policy-report`);
    expect(await report.text()).toContain('sqs:SendMessage');
  });
});

test.each([
  [
    'sns',
    'sns:Publish',
    'arn:aws:sns:eu-west-1:000000000000:news',
    queryCall('sns', {
      Action: 'Publish',
      TopicArn: 'arn:aws:sns:eu-west-1:000000000000:news',
      Message: 'x',
    }),
  ],
  [
    'ssm',
    'ssm:GetParameter',
    'arn:aws:ssm:eu-west-1:000000000000:parameter/a/b',
    jsonCall('ssm', 'AmazonSSM.GetParameter', { Name: '/a/b' }),
  ],
  [
    'secretsmanager',
    'secretsmanager:GetSecretValue',
    'arn:aws:secretsmanager:eu-west-1:000000000000:secret:db-??????',
    jsonCall('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: 'db' }),
  ],
  [
    'events',
    'events:PutEvents',
    'arn:aws:events:eu-west-1:000000000000:event-bus/default',
    jsonCall('events', 'AWSEvents.PutEvents', { Entries: [{ Source: 'x' }] }),
  ],
  [
    'events',
    'events:PutRule',
    'arn:aws:events:eu-west-1:000000000000:rule/own/r',
    jsonCall('events', 'AWSEvents.PutRule', { Name: 'r', EventBusName: 'own' }),
  ],
  [
    'states',
    'states:StartExecution',
    'arn:aws:states:eu-west-1:000000000000:stateMachine:m',
    jsonCall('states', 'AWSStepFunctions.StartExecution', {
      stateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:m',
    }),
  ],
  [
    'kinesis',
    'kinesis:PutRecord',
    'arn:aws:kinesis:eu-west-1:000000000000:stream/s',
    jsonCall('kinesis', 'Kinesis_20131202.PutRecord', { StreamName: 's' }),
  ],
])(
  '%s: %s is allowed only on its resource, in the signed region',
  async (_service, action, resource, call) => {
    const fits = await may(allows(action, resource));
    const other = await may(allows(action, `${resource.replace('??????', '')}-not`));
    expect((await callSigned(engine, { ...call, credentials: fits })).status).toBe(200);
    const refused = await callSigned(engine, { ...call, credentials: other });
    expect([refused.status, refused.body]).toEqual([
      call.headers && 'X-Amz-Target' in call.headers ? 400 : 403,
      expect.stringContaining(`${action} on resource: ${resource} because`),
    ]);
    expect(upstream.seen).toHaveLength(1);
  },
);

describe('iam:PassRole', () => {
  const role = 'arn:aws:iam::000000000000:role/passed';
  const machine = jsonCall('states', 'AWSStepFunctions.CreateStateMachine', {
    name: 'm',
    roleArn: role,
    definition: '{}',
  });

  test.each([
    ['a state machine', 'states:*', machine],
    [
      'a target of a rule',
      'events:*',
      jsonCall('events', 'AWSEvents.PutTargets', {
        Rule: 'r',
        Targets: [{ Id: '1', Arn: 'arn:aws:sqs:eu-west-1:000000000000:q', RoleArn: role }],
      }),
    ],
    [
      'a stack',
      'cloudformation:*',
      queryCall('cloudformation', {
        Action: 'CreateStack',
        StackName: 's',
        RoleARN: role,
        TemplateBody: '{"Resources":{}}',
      }),
    ],
    [
      'a schedule, whose hash is declared',
      'scheduler:*',
      {
        service: 'scheduler',
        method: 'POST',
        path: '/schedules/s',
        headers: { 'Content-Type': 'application/json', 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' },
        body: JSON.stringify({ Target: { Arn: 'arn:aws:sqs:eu-west-1:000000000000:q', RoleArn: role } }),
      },
    ],
  ])('is asked for the role of %s', async (_what, actions, call) => {
    const refused = await callSigned(engine, { ...call, credentials: await may(allows(actions)) });
    expect(refused.body).toContain(`iam:PassRole on resource: ${role} because`);
    expect(upstream.seen).toHaveLength(0);
    const credentials = await may(allows([actions, 'iam:PassRole']));
    expect((await callSigned(engine, { ...call, credentials })).status).toBe(200);
  });

  test('counts for the service that a policy names', async () => {
    const policy = (service: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'states:*', Resource: '*' },
          {
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: role,
            Condition: { StringEquals: { 'iam:PassedToService': service } },
          },
        ],
      });
    const statusFor = async (service: string) =>
      (await callSigned(engine, { ...machine, credentials: await may(policy(service)) })).status;
    expect([await statusFor('lambda.amazonaws.com'), await statusFor('states.amazonaws.com')]).toEqual([
      400, 200,
    ]);
  });
});
