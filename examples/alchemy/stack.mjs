/** A table and a function that counts in it: `node stack.mjs <label>` makes or changes them, `node stack.mjs destroy` removes them. */
import { fileURLToPath } from 'node:url';
import alchemy from 'alchemy';
import { Function as LambdaFunction, Role, Table } from 'alchemy/aws';
import { Bundle } from 'alchemy/esbuild';

const label = process.argv[2] ?? 'first';
const app = await alchemy('visits', {
  stage: 'dev',
  phase: label === 'destroy' ? 'destroy' : 'up',
  quiet: true,
  noTrack: true,
});

const table = await Table('visits', {
  tableName: 'visits',
  partitionKey: { name: 'id', type: 'S' },
  tags: { label },
});

const statement = (actions, resource) => ({ Effect: 'Allow', Action: actions, Resource: resource });
// The policies of a role itself: Alchemy 0.94's `Policy` expects an error name that the SDK does not use, here and on AWS.
const role = await Role('role', {
  roleName: 'visits',
  description: label,
  assumeRolePolicy: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  },
  policies: [
    {
      policyName: 'count',
      policyDocument: { Version: '2012-10-17', Statement: [statement(['dynamodb:UpdateItem'], table.arn)] },
    },
  ],
  tags: { label },
});

const bundle = await Bundle('bundle', {
  entryPoint: fileURLToPath(new URL('./counter.mjs', import.meta.url)),
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['@aws-sdk/*'],
  outdir: 'out',
});

await LambdaFunction('counter', {
  functionName: 'visits',
  bundle,
  handler: 'counter.handler',
  roleArn: role.arn,
  runtime: 'nodejs22.x',
  environment: { TABLE: table.tableName, LABEL: label },
  tags: { label },
  url: { authType: 'NONE' },
});

await app.finalize();
