import { Pool } from 'undici';
import { startEngine } from '../../emulator/engine.ts';
import { emailOf, fillPool } from '../../emulator/services/cognito-idp/testing/fill-pool.ts';
import { type Answer, post } from '../cognito-call.ts';
import { type Figure, quantile, timed } from '../figure.ts';

const SMALL = 1_000;
const LARGE = 100_000;
const SAMPLES = 400;
const PASSWORD = 'Bench-1-password';

/** An engine with so many people in one pool, and the measured calls. */
interface Populated extends AsyncDisposable {
  readonly calls: Record<string, (sample: number) => Promise<unknown>>;
}

/** The same calls in a small and in a large pool, alternating. */
export async function cognitoScale(): Promise<Figure[]> {
  await using small = await populate(SMALL);
  await using large = await populate(LARGE);
  const figures: Figure[] = [];
  for (const name of Object.keys(small.calls)) {
    const [few, many] = await beside(name, small, large);
    figures.push(
      { name: `${name}, ${SMALL} people, median`, value: few, unit: 'ms' },
      {
        name: `${name}, ${LARGE} people, median`,
        value: many,
        unit: 'ms',
        reach: `≤ 1.2 × ${few.toPrecision(3)} ms`,
      },
    );
  }
  return figures;
}

async function beside(name: string, small: Populated, large: Populated): Promise<[number, number]> {
  const samples: [number[], number[]] = [[], []];
  for (let sample = -50; sample < SAMPLES; sample += 1) {
    for (const [index, { calls }] of [small, large].entries()) {
      const took = await timed(async () => calls[name]?.(sample));
      if (sample >= 0) samples[index]?.push(took);
    }
  }
  return [quantile(samples[0], 0.5), quantile(samples[1], 0.5)];
}

async function populate(people: number): Promise<Populated> {
  const engine = await startEngine();
  const pool = new Pool(engine.endpoint, { connections: 1 });
  const call = (operation: string, input: object) =>
    post(pool, new URL(engine.endpoint).host, operation, input);
  const { UserPool } = await call('CreateUserPool', {
    PoolName: 'bench',
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
  });
  const UserPoolId: string = UserPool.Id;
  const { UserPoolClient } = await call('CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'bench',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const { ClientId } = UserPoolClient;
  fillPool(engine, UserPoolId, people);
  const signUp = (email: string) =>
    call('SignUp', {
      ClientId,
      Username: email,
      Password: PASSWORD,
      UserAttributes: [{ Name: 'email', Value: email }],
    });
  await signUp('ann@example.com');
  await call('AdminConfirmSignUp', { UserPoolId, Username: 'ann@example.com' });
  const tokens = await everyPageToken(call, UserPoolId);
  return {
    calls: {
      'sign-up': (sample) => signUp(`new${sample}@example.com`),
      'sign-in': () =>
        call('InitiateAuth', {
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ann@example.com', PASSWORD },
        }),
      'AdminGetUser by e-mail': (sample) =>
        call('AdminGetUser', { UserPoolId, Username: emailOf(Math.abs(sample * 7919) % people) }),
      'ListUsers by e-mail': (sample) =>
        call('ListUsers', { UserPoolId, Filter: `email = "${emailOf(Math.abs(sample * 7919) % people)}"` }),
      'a page of ListUsers, anywhere': (sample) =>
        call('ListUsers', { UserPoolId, PaginationToken: tokens[Math.abs(sample * 7919) % tokens.length] }),
    },
    async [Symbol.asyncDispose]() {
      await pool.close();
      await engine[Symbol.asyncDispose]();
    },
  };
}

async function everyPageToken(
  call: (operation: string, input: object) => Promise<Answer>,
  UserPoolId: string,
): Promise<string[]> {
  const tokens: string[] = [];
  let PaginationToken: string | undefined;
  do {
    ({ PaginationToken } = await call('ListUsers', { UserPoolId, PaginationToken }));
    if (PaginationToken) tokens.push(PaginationToken);
  } while (PaginationToken);
  // The last page may be short, and so cheaper than the rest.
  return tokens.slice(0, -1);
}
