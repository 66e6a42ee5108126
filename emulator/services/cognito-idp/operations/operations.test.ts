import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shapeOf } from '../../../edge/protocol/codec.ts';
import { models } from '../../../models/models.ts';
import { addConfirmed, createPool, PASSWORD, signIn } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';
import { createOperations } from './operations.ts';

const model = models['cognito-idp'];
/** Inputs for each operation. */
const RUNS = 10;

/** Inputs of a shape: mostly well-formed, with words that mean something to the test's pool. */
function inputs(shape: string, words: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  const { type, members = {}, required = [], member, value, enum: choices } = shapeOf(model, shape);
  switch (type) {
    case 'structure': {
      const known = Object.entries(members).filter(() => depth < 4);
      return fc.record(
        Object.fromEntries(known.map(([name, { shape: inner }]) => [name, inputs(inner, words, depth + 1)])),
        { requiredKeys: required.filter((name) => known.some(([other]) => other === name)) },
      );
    }
    case 'list':
      return fc.array(inputs(member?.shape ?? '', words, depth + 1), { maxLength: 3 });
    case 'map':
      return fc.dictionary(fc.constantFrom(...words), inputs(value?.shape ?? '', words, depth + 1), {
        maxKeys: 3,
      });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return choices
        ? fc.constantFrom(...choices)
        : fc.oneof(
            { weight: 5, arbitrary: fc.constantFrom(...words) },
            { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
          );
    default:
      return fc.oneof(fc.integer({ min: -1, max: 100 }), fc.integer());
  }
}

/** A pool with somebody signed in, and the words that mean something to it. */
async function wordsOf(cognito: TestCognito): Promise<string[]> {
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, 'ann@example.com');
  const { AuthenticationResult } = await signIn(cognito, pool, 'ann@example.com');
  return [
    pool.poolId,
    pool.clientId,
    `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${pool.poolId}`,
    AuthenticationResult?.AccessToken ?? '',
    AuthenticationResult?.RefreshToken ?? '',
    ...['ann@example.com', 'ann', PASSWORD, 'email', 'email_verified', 'custom:team', 'true', '123456'],
    ...['USERNAME', 'PASSWORD', 'NEW_PASSWORD', 'SRP_A', 'REFRESH_TOKEN', 'TIMESTAMP', 'abcdef'],
    ...['PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'userAttributes.given_name'],
    ...['email = "ann@example.com"', '__proto__', 'constructor', ''],
  ];
}

test('answers or rejects any input, however wrong, without an internal error', async () => {
  await using cognito = await startCognito();
  const names = Object.keys(createOperations({} as Parameters<typeof createOperations>[0]));
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) {
    const words = await wordsOf(cognito);
    await fc.assert(
      fc.asyncProperty(inputs(model.operations[name]?.input ?? '', words), async (input) => {
        const response = await fetch(cognito.endpoint, {
          method: 'POST',
          headers: { 'x-amz-target': `${model.targetPrefix}.${name}` },
          body: JSON.stringify(input),
        });
        const answer = await response.text();
        expect([200, 400, 501, answer]).toContain(response.status);
      }),
      { numRuns: RUNS },
    );
  }
});
