import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkPolicy } from '../../execute-api/authorize/check-policy.ts';
import { readVerdict } from '../../execute-api/authorize/verdict.ts';
import { runCampaign } from '../testing/hostile-campaign.ts';
import type { Exchange } from './exchange.ts';

test.each([
  ['REST', 10_000],
  ['HTTP', 3_000],
] as const)(
  '%s API, %d hostile requests: none reaches the origin without an Allow, and the engine survives',
  async (kind, count) => {
    const { reached, breaches, defects, alive, statuses } = await runCampaign(kind, count, 20_261_123);
    expect(breaches).toEqual([]);
    expect(defects).toEqual([]);
    expect(alive).toBe(true);
    // The campaign must be able to get through where it may, and must meet each kind of rejection.
    expect(reached).toBeGreaterThan(50);
    expect(statuses).toMatchObject({
      200: expect.any(Number),
      400: expect.any(Number),
      403: expect.any(Number),
    });
  },
);

const STAGE = 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev';
const action = fc.constantFrom(
  'execute-api:Invoke',
  'execute-api:*',
  '*',
  'EXECUTE-API:invoke',
  'execute-api:Invoke?',
  's3:*',
  'execute-api:M*',
);
const resource = fc.constantFrom(
  ...[
    '*',
    `${STAGE}/*`,
    `${STAGE}/GET/*`,
    `${STAGE}/*/a`,
    `${STAGE}/GET/a`,
    `${STAGE}/GET/a/*`,
    `${STAGE}/GET/?`,
    `${STAGE}/POST/*`,
  ],
  ...[
    'arn:aws:execute-api:*:*:*/*/GET/b*',
    `${STAGE}2/*`,
    'arn:aws:execute-api:us-east-1:000000000000:*',
    `${STAGE}/G*T/*b`,
  ],
);
const some = <T>(of: fc.Arbitrary<T>) => fc.oneof(of, fc.array(of, { minLength: 1, maxLength: 3 }));
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  action: fc.record({ not: fc.boolean(), of: some(action) }),
  resource: fc.record({ not: fc.boolean(), of: some(resource) }),
});

test('decides random policies as AWS’s rules do (compared with a naive second evaluator)', () => {
  fc.assert(
    fc.property(
      fc.array(statement, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('GET', 'POST', 'DELETE'),
      fc.constantFrom('/', '/a', '/a/b', '/b', '/bb', '/c/d'),
      (statements, method, path) => {
        const Statement = statements.map(({ Effect, action: acts, resource: on }) => ({
          Effect,
          [acts.not ? 'NotAction' : 'Action']: acts.of,
          [on.not ? 'NotResource' : 'Resource']: on.of,
        }));
        const payload = JSON.stringify({
          principalId: 'p',
          policyDocument: { Version: '2012-10-17', Statement },
        });
        const verdict = readVerdict(payload);
        if (typeof verdict === 'string') throw new Error(verdict);
        const exchange = { stage: { arn: STAGE }, method, path } as unknown as Exchange;
        const allowed = !throws(() => checkPolicy(exchange, verdict));
        const arn = `${STAGE}/${method}${path}`;
        const applying = statements.filter(
          ({ action: acts, resource: on }) =>
            fits(acts.of, 'execute-api:Invoke', 'i') !== acts.not && fits(on.of, arn, '') !== on.not,
        );
        const expected =
          applying.some(({ Effect }) => Effect === 'Allow') &&
          !applying.some(({ Effect }) => Effect === 'Deny');
        expect({ allowed, Statement, arn }).toEqual({ allowed: expected, Statement, arn });
      },
    ),
    { numRuns: 3000, seed: 4 },
  );
});

/** The naive way: a wildcard is a regular expression. */
function fits(patterns: string | string[], text: string, flags: string): boolean {
  return [patterns].flat().some((pattern) => {
    const source = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, `s${flags}`).test(text);
  });
}

function throws(run: () => void): boolean {
  try {
    run();
    return false;
  } catch {
    return true;
  }
}
