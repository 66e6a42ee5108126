import { expect, test } from '@jest/globals';
import { runAgainst } from '../testing/run-against.ts';
import { declare } from './declare.ts';
import { deployerPolicy } from './deployer-policy.ts';
import type { Kind, Permission } from './kind.ts';
import { unknown } from './unknown.ts';
import { unwanted } from './unwanted.ts';

/** A kind with nothing but permissions. */
function needing(permissions: (props: string) => readonly Permission[]): Kind<string, string, string> {
  const never = () => Promise.reject(new Error('Nothing is to be called.'));
  return {
    type: 'thing',
    name: (props) => props,
    identity: () => [],
    observe: never,
    wanted: () => ({}),
    found: () => ({}),
    predict: (props) => unknown(props),
    outputs: (state) => state,
    create: never,
    remove: never,
    permissions,
  };
}

async function statementsFor(...kinds: Kind<string, string, string>[]) {
  using account = runAgainst('http://127.0.0.1:9');
  const nodes = kinds.map((kind, index) => declare(kind, `n${index}`, {}, () => `name-${index}`));
  const policy = await deployerPolicy(nodes, account.run);
  expect(account.calls).toEqual([]);
  return policy.Statement;
}

test('joins actions on the same resource, and resources with the same actions', async () => {
  const kind = needing((name) => [
    { actions: ['x:Get'], resources: [`arn:${name}`] },
    { actions: ['x:Put'], resources: [`arn:${name}`] },
  ]);
  expect(await statementsFor(kind, kind)).toEqual([
    { Effect: 'Allow', Action: ['x:Get', 'x:Put'], Resource: ['arn:name-0', 'arn:name-1'] },
  ]);
});

test('does not repeat what a wider statement allows', async () => {
  const kind = needing(() => [
    { actions: ['x:Get', 'x:Put'], resources: ['arn:a/*'] },
    { actions: ['x:Get'], resources: ['arn:a/b/*/c'] },
    { actions: ['x:Get'], resources: ['arn:a'] },
  ]);
  expect(await statementsFor(kind)).toEqual([
    { Effect: 'Allow', Action: ['x:Get', 'x:Put'], Resource: ['arn:a/*'] },
    { Effect: 'Allow', Action: ['x:Get'], Resource: ['arn:a'] },
  ]);
});

test('keeps statements with conditions apart', async () => {
  const condition = { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } };
  const kind = needing(() => [
    { actions: ['iam:PassRole'], resources: ['arn:r'], condition },
    { actions: ['iam:GetRole'], resources: ['arn:r'] },
  ]);
  expect(await statementsFor(kind)).toEqual([
    { Effect: 'Allow', Action: ['iam:GetRole'], Resource: ['arn:r'] },
    { Effect: 'Allow', Action: ['iam:PassRole'], Resource: ['arn:r'], Condition: condition },
  ]);
});

test('stands in for an unknown id with any id', async () => {
  const kind = needing(() => [{ actions: ['x:Get'], resources: [`arn:pool/${unknown('id')}/clients`] }]);
  expect(await statementsFor(kind)).toEqual([
    { Effect: 'Allow', Action: ['x:Get'], Resource: ['arn:pool/*/clients'] },
  ]);
});

test('needs no right to create what is only removed', async () => {
  const kind = needing(() => [
    { actions: ['x:CreateThing', 'x:DeleteThing', 'x:GetThing'], resources: ['arn:t'] },
  ]);
  expect(await statementsFor(unwanted(kind))).toEqual([
    { Effect: 'Allow', Action: ['x:DeleteThing', 'x:GetThing'], Resource: ['arn:t'] },
  ]);
});
