import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DifficultAccount, difficultAccount } from './account.ts';
import { endure, type Outcome, type Undisturbed, undisturbed } from './convergence.ts';
import type { Mishap, Occurrence } from './mishap.ts';

let account: DifficultAccount;
let usual: Undisturbed;

beforeAll(async () => {
  account = await difficultAccount('aws');
  usual = await undisturbed(account);
}, 600_000);
afterAll(async () => {
  await account[Symbol.asyncDispose]();
});

/** The calls that could leave two of something, or half of it; the benchmark goes through all calls with all mishaps. */
const APPLYING: [string, string, Mishap[]][] = [
  ['cognito-idp', 'CreateUserPool', ['drop']],
  ['cognito-idp', 'CreateUserPoolClient', ['drop']],
  ['apigateway', 'CreateRestApi', ['fault', 'drop']],
  ['apigateway', 'CreateDeployment', ['throttle', 'drop']],
  ['apigateway', 'CreateModel', ['drop']],
  ['apigateway', 'CreateRequestValidator', ['drop']],
  ['apigateway', 'CreateUsagePlan', ['drop', 'kill']],
  ['apigateway', 'UpdateUsagePlan', ['throttle', 'drop']],
  ['lambda', 'CreateFunction', ['kill']],
  ['apigatewayv2', 'CreateApi', ['throttle', 'drop']],
  ['apigatewayv2', 'CreateIntegration', ['fault', 'drop']],
  ['apigatewayv2', 'CreateRoute', ['drop']],
  ['lambda', 'AddPermission', ['drop', 'kill']],
];
const DESTROYING: [string, string, Mishap[]][] = [
  ['apigateway', 'DeleteRestApi', ['throttle', 'drop']],
  ['apigatewayv2', 'DeleteApi', ['throttle', 'drop']],
  ['apigateway', 'DeleteUsagePlan', ['throttle', 'drop', 'kill']],
  ['cognito-idp', 'DeleteUserPool', ['kill']],
];

async function outcomes(phase: 'apply' | 'destroy', cases: typeof APPLYING): Promise<Outcome[]> {
  const found: Outcome[] = [];
  for (const [service, operation, mishaps] of cases) {
    const occurrence: Occurrence = { service, operation, nth: 1 };
    expect(usual.calls[phase]).toContainEqual(occurrence);
    for (const mishap of mishaps) found.push(await endure(account, usual, phase, occurrence, mishap));
  }
  return found;
}

/** What did not come out right: by itself, or by the next run after a kill. */
function wrong(found: readonly Outcome[]): Outcome[] {
  return found.filter(({ mishap, converged }) => converged !== (mishap === 'kill' ? 'next' : 'first'));
}

test('apply: makes one of each, whatever happens to a creating call', async () => {
  expect(wrong(await outcomes('apply', APPLYING))).toEqual([]);
}, 600_000);

test('destroy: leaves nothing, whatever happens to a deleting call', async () => {
  expect(wrong(await outcomes('destroy', DESTROYING))).toEqual([]);
}, 600_000);
