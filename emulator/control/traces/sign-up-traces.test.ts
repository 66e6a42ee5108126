import { ResendConfirmationCodeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PASSWORD, startTracedStack, type TracedStack } from './testing/traced-stack.ts';

let stack: TracedStack;

beforeAll(async () => {
  stack = await startTracedStack();
});
afterAll(async () => stack[Symbol.asyncDispose]());

async function storyOf(email: string) {
  const { traces } = await stack.list(`?kind=sign-up&q=${encodeURIComponent(email)}`);
  expect(traces.map(({ title }) => title)).toEqual([`SignUp ${email}`]);
  return stack.trace(traces[0]?.id ?? '');
}

test('joins SignUp, its mail, ConfirmSignUp, the function and the items that it wrote into one trace', async () => {
  await stack.person('ann@example.com');
  const trace = await storyOf('ann@example.com');
  expect(trace).toMatchObject({
    kind: 'sign-up',
    status: 'ok',
    who: 'ann@example.com',
    refusedBecause: null,
  });
  const shown = trace.spans.map(({ part, name }) => `${part}: ${name}`);
  const { postConfirmation } = stack.outputs.functions;
  expect(shown).toEqual([
    'cognito: cognito-idp SignUp',
    'mail: mail SignUp',
    'cognito: cognito-idp ConfirmSignUp',
    `trigger: PostConfirmation_ConfirmSignUp ${postConfirmation}`,
    expect.stringMatching(/^dynamodb: dynamodb (TransactWriteItems|PutItem)$/),
  ]);
  const [signUp, mail, confirm, trigger, write] = trace.spans;
  expect([signUp, confirm].map((span) => span?.parentId)).toEqual([null, null]);
  expect([mail, trigger, write].map((span) => span?.parentId)).toEqual([
    signUp?.id,
    confirm?.id,
    trigger?.id,
  ]);
  expect(trigger?.logs.map(({ message }) => message).join('')).toContain('"outcome":"stored"');
  expect(write?.attributes['aws.dynamodb.table_names']).toEqual([stack.outputs.tableName]);
  expect(signUp?.traceId).not.toBe(confirm?.traceId);
  // Each of its requests finds the whole.
  for (const id of [confirm?.traceId, ...trace.requestIds])
    expect((await stack.trace(id ?? '')).id).toBe(trace.id);
});

test('adds a wrong code and a resent code to the same sign-up; no code or password is in the trace', async () => {
  await stack.signUp('bob@example.com');
  const { userPoolClientId: ClientId } = stack.outputs;
  await stack.cognito.send(new ResendConfirmationCodeCommand({ ClientId, Username: 'bob@example.com' }));
  const before = await storyOf('bob@example.com');
  expect(before.spans.map(({ name }) => name)).toEqual([
    'cognito-idp SignUp',
    'mail SignUp',
    'cognito-idp ResendConfirmationCode',
    'mail ResendCode',
  ]);
  await stack.confirm('bob@example.com');
  const after = await storyOf('bob@example.com');
  expect(after.id).toBe(before.id);
  expect(after.spans.map(({ name }) => name)).toContain('cognito-idp ConfirmSignUp');
  const inbox = await fetch(`${stack.engine.endpoint}/_gatehouse/inbox?to=bob@example.com`);
  const codes = ((await inbox.json()) as { code: string }[]).map(({ code }) => code);
  const text = JSON.stringify(await stack.trace(after.id, '?reveal=1')).replace(/:\d[\d.e+-]*/g, ':0');
  expect(codes).toHaveLength(2);
  for (const secret of [...codes, PASSWORD]) expect(text).not.toContain(secret);
});

test('says that a sign-up failed in its function, with the function’s log lines', async () => {
  const iam = new IAMClient({
    endpoint: stack.engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: stack.outputs.functions.postConfirmation,
      PolicyName: 'shut',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' }],
      }),
    }),
  );
  iam.destroy();
  await stack.signUp('carl@example.com');
  await expect(stack.confirm('carl@example.com')).rejects.toThrow('PostConfirmation failed');
  const trace = await storyOf('carl@example.com');
  expect(trace).toMatchObject({ status: 'refused', statusCode: 400 });
  expect(trace.refusedBecause).toMatch(/^UserLambdaValidationException: PostConfirmation failed with error /);
  const refused = trace.spans.find(({ part }) => part === 'dynamodb');
  expect(refused).toMatchObject({ status: 'refused', statusCode: 400 });
  expect(refused?.error).toMatch(/^AccessDeniedException: .*explicit deny/);
  expect(trace.spans.find(({ part }) => part === 'trigger')).toMatchObject({ status: 'error' });
});
