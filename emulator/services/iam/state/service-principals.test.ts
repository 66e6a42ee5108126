import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../../engine.ts';
import { clientOptions, trusts } from '../testing/account.ts';

let engine: Engine;
let iam: IAMClient;
beforeAll(async () => {
  engine = await startEngine();
  iam = new IAMClient(clientOptions(engine));
});
afterAll(async () => {
  iam.destroy();
  await engine[Symbol.asyncDispose]();
});

const trusting = (Service: string, RoleName: string) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusts({ Service }) }));

test.each(['lamda.amazonaws.com', 'lambda.amazon.com', 'lambda.amazonaws.co', 'lambda'])(
  'rejects a trust policy for %s, an unknown service',
  async (service) => {
    await expect(trusting(service, 'mistyped')).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: `Invalid principal in policy: "SERVICE":"${service}"`,
    });
  },
);

test.each([
  'lambda.amazonaws.com',
  'cognito-idp.amazonaws.com',
  'logs.eu-west-1.amazonaws.com',
  'logs.us-gov-west-1.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'edgelambda.amazonaws.com',
  'email.cognito-idp.amazonaws.com',
  'ec2.amazonaws.com.cn',
  'alexa-appkit.amazon.com',
])('accepts a trust policy for %s', async (service) => {
  expect((await trusting(service, service)).Role?.RoleName).toBe(service);
});
