/** Starts an engine, deploys a function that may read no table, and shows that it is denied until its role allows it. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { startEngine } from 'gatehouse';

const CODE = `
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient();
export async function handler() {
  const { Count } = await client.send(new ScanCommand({ TableName: 'orders' }));
  return Count;
}
`;

const engine = await startEngine();
const dynamodb = new DynamoDBClient(engine.client);
const iam = new IAMClient(engine.client);
const lambda = new LambdaClient(engine.client);

await dynamodb.send(
  new CreateTableCommand({
    TableName: 'orders',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  }),
);
const { Role } = await iam.send(
  new CreateRoleCommand({
    RoleName: 'counter',
    AssumeRolePolicyDocument: policy({
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  }),
);
await lambda.send(
  new CreateFunctionCommand({
    FunctionName: 'counter',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: Role.Arn,
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8(CODE) }) },
  }),
);

console.log('without a policy:', await run());
await iam.send(
  new PutRolePolicyCommand({
    RoleName: 'counter',
    PolicyName: 'read',
    PolicyDocument: policy({ Action: 'dynamodb:Scan', Resource: '*' }),
  }),
);
console.log('with a policy:', await run());
await engine.stop();

async function run() {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'counter' }));
  const answer = JSON.parse(Buffer.from(Payload).toString());
  return answer?.errorType ?? answer;
}

function policy(statement) {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}
