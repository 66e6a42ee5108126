/**
 * A function stores a person's picture in S3, with the permissions of its role, and then sends a message to a queue: S3 and SQS are the
 * upstream's, everything else is the engine's, all at one address. Run it while `UPSTREAM=localstack make up` is up:
 *
 *   AWS_ENDPOINT_URL=http://localhost:4566 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 node welcome.mjs
 */
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionEventInvokeConfigCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { strToU8, zipSync } from 'fflate';

const CODE = `
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
const s3 = new S3Client({ forcePathStyle: true });
export async function handler({ name }) {
  await s3.send(new PutObjectCommand({ Bucket: 'pictures', Key: name + '.svg', Body: '<svg/>' }));
  return 'Welcome, ' + name;
}
`;

const [iam, lambda, sqs] = [new IAMClient(), new LambdaClient(), new SQSClient()];
const s3 = new S3Client({ forcePathStyle: true });
const FunctionName = 'welcome';

await s3.send(new CreateBucketCommand({ Bucket: 'pictures' }));
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'welcomed' }));
const queue = 'arn:aws:sqs:us-east-1:000000000000:welcomed';
const { Role } = await iam.send(
  new CreateRoleCommand({
    RoleName: FunctionName,
    AssumeRolePolicyDocument: policy({
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  }),
);
await iam.send(
  new PutRolePolicyCommand({
    RoleName: FunctionName,
    PolicyName: 'pictures',
    PolicyDocument: policy(
      { Action: 's3:PutObject', Resource: 'arn:aws:s3:::pictures/*' },
      { Action: 'sqs:SendMessage', Resource: queue },
    ),
  }),
);
await lambda.send(
  new CreateFunctionCommand({
    FunctionName,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: Role.Arn,
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8(CODE) }) },
  }),
);
await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30, minDelay: 1 }, { FunctionName });
await lambda.send(
  new PutFunctionEventInvokeConfigCommand({
    FunctionName,
    DestinationConfig: { OnSuccess: { Destination: queue } },
  }),
);
const Payload = JSON.stringify({ name: 'ann' });
await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));

const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
console.log(JSON.parse(Messages[0].Body).responsePayload);
const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'pictures', Key: 'ann.svg' }));
console.log(await Body.transformToString());

function policy(...statements) {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
}
