import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { AddPermissionCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { type LambdaBench, openLambdaBench } from '../../lambda/testing/lambda-bench.ts';
import type { Message } from '../state/state.ts';
import { addConfirmed, createPool, signIn, signUp, type TestPool } from '../testing/people.ts';

let bench: LambdaBench;
let client: CognitoIdentityProviderClient;

beforeAll(async () => {
  bench = await openLambdaBench();
  client = new CognitoIdentityProviderClient({
    endpoint: bench.engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await bench[Symbol.asyncDispose]();
});

function arnOf(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}

function poolArnOf({ poolId }: TestPool): string {
  return `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`;
}

async function allow(FunctionName: string, SourceArn: string): Promise<void> {
  await bench.client.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: 'pool',
      Action: 'lambda:InvokeFunction',
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn,
      SourceAccount: '000000000000',
    }),
  );
}

test('needs a permission for this very pool; without one AWS’s text says so, and the person is CONFIRMED', async () => {
  await bench.create('greet', 'export const handler = async (event) => event;');
  const pool = await createPool({ client }, { LambdaConfig: { PostConfirmation: arnOf('greet') } });
  const denied = {
    name: 'UnexpectedLambdaException',
    message: 'PostConfirmation invocation failed due to error AccessDeniedException.',
  };
  await expect(addConfirmed({ client }, pool, 'ann@example.com')).rejects.toMatchObject(denied);
  const ann = await client.send(
    new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: 'ann@example.com' }),
  );
  expect(ann.UserStatus).toBe('CONFIRMED');
  await allow('greet', `${poolArnOf(pool)}x`);
  await expect(addConfirmed({ client }, pool, 'bob@example.com')).rejects.toMatchObject(denied);
  await bench.client.send(new RemovePermissionCommand({ FunctionName: 'greet', StatementId: 'pool' }));
  await allow('greet', poolArnOf(pool));
  await expect(addConfirmed({ client }, pool, 'carl@example.com')).resolves.toBeDefined();
});

test('does not retry a function that throws or exceeds its own timeout', async () => {
  await bench.create('throws', "export const handler = async () => { throw new Error('no room') };");
  await bench.create(
    'sleeps',
    'export const handler = () => new Promise((done) => setTimeout(done, 60_000));',
    {
      Timeout: 1,
    },
  );
  const runs: string[] = [];
  using _subscription = bench.engine.context.events.subscribe('invocation', ({ functionArn, invokedBy }) => {
    expect(invokedBy).toBe('cognito-idp.amazonaws.com');
    runs.push(functionArn);
  });
  for (const [name, message] of [
    ['throws', 'PostConfirmation failed with error no room.'],
    [
      'sleeps',
      expect.stringMatching(/^PostConfirmation failed with error .*Task timed out after 1\.00 seconds\.$/),
    ],
  ] as const) {
    const pool = await createPool({ client }, { LambdaConfig: { PostConfirmation: arnOf(name) } });
    await allow(name, poolArnOf(pool));
    await expect(addConfirmed({ client }, pool, 'ann@example.com')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message,
    });
  }
  expect(runs).toEqual([arnOf('throws'), arnOf('sleeps')]);
});

test('lets a trigger call Cognito while Cognito waits for it', async () => {
  await bench.create(
    'calls-back',
    `
    export const handler = async (event) => {
      const response = await fetch(process.env.AWS_ENDPOINT_URL + '/' + event.userPoolId + '/.well-known/jwks.json');
      if (!response.ok) throw new Error('no key set');
      event.response.autoConfirmUser = true;
      return event;
    };
  `,
  );
  const pool = await createPool({ client }, { LambdaConfig: { PreSignUp: arnOf('calls-back') } });
  await allow('calls-back', poolArnOf(pool));
  await signUp({ client }, pool, 'ann@example.com');
  await expect(signIn({ client }, pool, 'ann@example.com')).resolves.toHaveProperty('AuthenticationResult');
  const inbox = await fetch(`${bench.engine.endpoint}/_gatehouse/inbox?userPoolId=${pool.poolId}`);
  expect((await inbox.json()) as Message[]).toEqual([]);
});

test('unmodified aws-jwt-verify accepts a token inside a function, with the key set from the engine', async () => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `
        import { CognitoJwtVerifier } from 'aws-jwt-verify';
        import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
        import { SimpleFetcher } from 'aws-jwt-verify/https';

        const local = process.env.AWS_ENDPOINT_URL;
        const fetcher = local && {
          fetch: async (uri) => (await fetch(local + new URL(uri).pathname)).arrayBuffer(),
        };
        const jwksCache = new SimpleJwksCache({ fetcher: fetcher ?? new SimpleFetcher() });
        export const handler = ({ userPoolId, clientId, token }) =>
          CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' }, { jwksCache }).verify(token);
      `,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  await bench.create('verifies', outputFiles[0]?.text ?? '');
  const pool = await createPool({ client });
  const sub = await addConfirmed({ client }, pool, 'ann@example.com');
  const { AuthenticationResult } = await signIn({ client }, pool, 'ann@example.com');
  const ask = (token: string | undefined) =>
    bench.invoke('verifies', { userPoolId: pool.poolId, clientId: pool.clientId, token });
  expect((await ask(AuthenticationResult?.AccessToken)).payload).toMatchObject({ sub, token_use: 'access' });
  expect((await ask(AuthenticationResult?.IdToken)).functionError).toBe('Unhandled');
});
