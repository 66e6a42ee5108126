import { IAMClient, ListRolesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';
import { allows, clientOptions, makeRole, sessionOf } from '../iam/testing/account.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  const may = allows(['sts:AssumeRole', 'sts:TagSession']);
  await makeRole(engine, 'first', may, ['sts:AssumeRole', 'sts:TagSession']);
  await makeRole(engine, 'second', undefined, ['sts:AssumeRole', 'sts:TagSession']);
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

const Tags = [{ Key: 'Team', Value: 'a' }];

test.each([
  ['Team', 'b'],
  ['team', 'b'],
])('rejects overriding the transitive tag Team by %s', async (Key, Value) => {
  const first = await sessionOf(engine, 'first', { Tags, TransitiveTagKeys: ['Team'] });
  await expect(sessionOf(engine, 'second', { Tags: [{ Key, Value }] }, first)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message:
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
  });
});

test('overrides a tag of the calling session that is not transitive', async () => {
  const first = await sessionOf(engine, 'first', { Tags });
  await sessionOf(engine, 'second', { Tags: [{ Key: 'Team', Value: 'b' }] }, first);
});

test.each([
  [['team'], true],
  [undefined, false],
])('passes tags on to the next session: transitive keys %j', async (TransitiveTagKeys, inherited) => {
  const iam = new IAMClient(clientOptions(engine));
  const PolicyDocument = allows('iam:ListRoles', '*', {
    Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'a' } },
  });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'second', PolicyName: 'may', PolicyDocument }));
  iam.destroy();
  const first = await sessionOf(engine, 'first', { Tags, TransitiveTagKeys });
  const second = new IAMClient(clientOptions(engine, await sessionOf(engine, 'second', {}, first)));
  const asked = second.send(new ListRolesCommand({}));
  if (inherited) expect((await asked).Roles).toHaveLength(2);
  else await expect(asked).rejects.toMatchObject({ name: 'AccessDenied' });
  second.destroy();
});

test('rejects a transitive key that is not among the tags', async () => {
  await expect(sessionOf(engine, 'first', { Tags, TransitiveTagKeys: ['Other'] })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'The specified transitive tag key must be included in the requested tags.',
  });
});

test('rejects tags whose keys differ only in case', async () => {
  const twice = [...Tags, { Key: 'team', Value: 'b' }];
  await expect(sessionOf(engine, 'first', { Tags: twice })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  });
});
