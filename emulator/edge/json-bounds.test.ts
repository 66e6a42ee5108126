import { expect, test } from '@jest/globals';
import { startEngine } from '../engine.ts';
import { createCaller, ok } from '../testing/soak/caller.ts';

const TYPE = 'application/x-amz-json-1.1';
/** Needs no signature. */
const SIGN_UP = 'AWSCognitoIdentityProviderService.SignUp';
const NOBODY = '"ClientId":"abc","Username":"ann","Password":"x"';

/** An engine, and a way to send it JSON that no client would write. */
async function startWithCalls() {
  const engine = await startEngine();
  const caller = createCaller(engine.endpoint, 1);
  return {
    caller,
    send: (body: string) => caller.open('POST', '/', { 'x-amz-target': SIGN_UP, 'content-type': TYPE }, body),
    async [Symbol.asyncDispose]() {
      await caller[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
}

const deep = (levels: number) => '['.repeat(levels) + ' '.repeat(100_000) + ']'.repeat(levels);

test('rejects JSON of more than 300,000 parts before it is parsed (a guess)', async () => {
  await using engine = await startWithCalls();
  for (const [body, reason] of [
    [`{"ClientId":[${'1,'.repeat(300_000)}1]}`, 'The JSON has more than 300000 parts'],
    [`{"ClientId":[${'[],'.repeat(150_000)}1]}`, 'The JSON has more than 300000 parts'],
  ] as const) {
    const { status, text } = await engine.send(body);
    expect([status, JSON.parse(text)]).toEqual([400, { __type: 'SerializationException', Message: reason }]);
  }
});

test('reads JSON that is as large as its bounds', async () => {
  await using engine = await startWithCalls();
  for (const unknown of [deep(100_000), `[${'1,'.repeat(299_990)}1]`]) {
    const { text } = await engine.send(`{${NOBODY},"unknown":${unknown}}`);
    expect(JSON.parse(text)).toMatchObject({ __type: 'ResourceNotFoundException' });
  }
});

test('counts nothing that is within a string', async () => {
  await using engine = await startWithCalls();
  const PoolName = 'quoted';
  const unknown = '[{,"\\'.repeat(200_000);
  await ok(engine.caller.json('cognito-idp', 'CreateUserPool', { PoolName, unknown }));
});
