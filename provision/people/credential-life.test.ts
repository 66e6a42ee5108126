import { randomBytes } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Engine, startEngine } from '../../emulator/engine.ts';
import { judge } from '../../lambdas/authorizer/judge.ts';
import { ContendedError, endCredential, rotateCredential } from '../../lambdas/shared/change-credential.ts';
import { hashedKey, type KeyOf, plainKey } from '../../lambdas/shared/credential-key.ts';
import { dynamodbCredentialStore } from '../../lambdas/shared/dynamodb-credential-store.ts';
import { dynamodbPersonStore } from '../../lambdas/shared/dynamodb-person-store.ts';
import { storePerson } from '../../lambdas/shared/store-person.ts';
import { ReaderError } from '../reconcile/reader-error.ts';
import { switchCredential } from './switch-credential.ts';
import { type Act, explanations, type Life, NOBODY } from './testing/credential-oracle.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  const client = newClient();
  await client.send(
    new CreateTableCommand({
      TableName: 'user',
      AttributeDefinitions: [{ AttributeName: 'authentication', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'authentication', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  client.destroy();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

function newClient(): DynamoDBClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new DynamoDBClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
}

type Doing = 'rotate' | 'end' | 'deactivate' | 'activate' | 'confirm' | 'enter';

let people = 0;

/** One person with a table, a clock that stands until it is moved, and DynamoDB calls in the order that `scheduler` chooses. */
function somebody(scheduler: fc.Scheduler, keyOf: KeyOf, grace: number) {
  people += 1;
  const person = { userPoolId: 'us-east-1_Abc', username: `p${people}`, sub: `s${people}`, email: undefined };
  const client = newClient();
  client.middlewareStack.add((next) => scheduler.scheduleFunction(next), { step: 'initialize' });
  const known: string[] = [];
  let now = Date.parse('2026-03-04T05:06:07.089Z');
  const clock = () => new Date(now);
  const store = dynamodbCredentialStore(client, 'user');
  const personStore = dynamodbPersonStore(client, 'user');
  const minting = () => {
    const minted: string[] = [];
    const keep: KeyOf = (credential) => {
      minted.push(credential);
      return keyOf(credential);
    };
    return { minted, deps: { clock, random: randomBytes, keyOf: keep, pause: async () => {} } };
  };
  const enters = async (credential: string, at = now) =>
    (await judge({ store: personStore, keyOf, clock: () => new Date(at) }, [`Basic ${credential}`])).allowed;

  async function act(doing: Doing): Promise<Act> {
    const { minted, deps } = minting();
    const own = { ...deps, store };
    switch (doing) {
      case 'rotate': {
        const rotation = await rotateCredential(own, person, grace);
        const credential = rotation.outcome === 'rotated' ? rotation.credential : undefined;
        if (credential) known.push(credential);
        return { doing, outcome: rotation.outcome, credential };
      }
      case 'end':
        return { doing, outcome: await endCredential(own, person) };
      case 'confirm': {
        const outcome = await storePerson({ ...deps, store: personStore }, person);
        const credential = outcome === 'stored' ? minted.at(-1) : undefined;
        if (credential) known.push(credential);
        return { doing, outcome, credential };
      }
      case 'enter': {
        const credential = known.at(-1) ?? Buffer.from('nobody:nothing').toString('base64');
        return { doing, credential, outcome: (await enters(credential)) ? 'let in' : 'turned away' };
      }
      default: {
        const where = { userPoolId: person.userPoolId, tableName: 'user' };
        const outcome = await switchCredential(person.username, doing === 'activate', where, {
          dynamodb: client,
        });
        return { doing, outcome };
      }
    }
  }
  return {
    known,
    enters,
    client,
    clock,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    /** An attempt that failed because of others is no act. */
    try: (doing: Doing): Promise<Act | undefined> =>
      act(doing).catch((error: unknown) => {
        if (error instanceof ContendedError || error instanceof ReaderError) return undefined;
        throw error;
      }),
    async records() {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: 'user', ConsistentRead: true }));
      return Items.filter((item) => item['username']?.S === person.username);
    },
  };
}

const doing = fc.constantFrom<Doing>(
  'rotate',
  'rotate',
  'rotate',
  'end',
  'deactivate',
  'activate',
  'confirm',
  'enter',
);
const round = fc.record({
  after: fc.constantFrom(0, 1, 999, 1_000, 1_001, 59_999, 60_000, 3_600_000),
  doings: fc.array(doing, { minLength: 1, maxLength: 4 }),
});

test('every interleaving equals some sequence; never two live credentials, and grace ends on time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.constantFrom(plainKey, hashedKey('s'.repeat(43))),
      fc.constantFrom(0, 1, 60),
      fc.array(round, { minLength: 1, maxLength: 6 }),
      async (scheduler, keyOf, grace, rounds) => {
        const one = somebody(scheduler, keyOf, grace);
        const settled = <T>(promise: Promise<T>) => scheduler.waitFor(promise);
        let lives: readonly Life[] = [NOBODY];
        try {
          for (const { after, doings } of rounds) {
            one.pass(after);
            const now = one.clock().getTime();
            const acts = await settled(Promise.all(doings.map(one.try)));
            const done = acts.flatMap((act) => act ?? []);

            const entering = await settled(
              Promise.all(
                one.known.map(async (credential) => ((await one.enters(credential)) ? [credential] : [])),
              ),
            );
            const inside = new Set(entering.flat());
            lives = explanations(lives, done, { now, grace, inside, known: one.known });
            expect(lives).not.toEqual([]);

            const records = await settled(one.records());
            expect(records.filter((item) => item['expiresAt'] === undefined).length).toBeLessThanOrEqual(1);
            expect(records.length).toBeLessThanOrEqual(grace > 0 ? 2 : 1);

            for (const { older, active } of lives.filter(({ older }) => older !== undefined)) {
              if (!older || lives.length > 1 || now >= older.until) continue;
              expect(await settled(one.enters(older.credential, older.until - 1))).toBe(active);
              expect(await settled(one.enters(older.credential, older.until))).toBe(false);
            }
          }
        } finally {
          one.client.destroy();
        }
      },
    ),
    { numRuns: 60 },
  );
});
