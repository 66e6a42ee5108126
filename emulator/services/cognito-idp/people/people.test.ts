import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  DeleteUserCommand,
  GetGroupCommand,
  ListGroupsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { addConfirmed, confirm, createPool, signIn, signUp, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';

const ANN = 'ann@example.com';

async function list({ client }: TestCognito, { poolId }: TestPool, Filter?: string): Promise<string[]> {
  const { Users } = await client.send(new ListUsersCommand({ UserPoolId: poolId, Filter }));
  return (Users ?? []).map(({ Username = '' }) => Username);
}

test('filters ListUsers by its filter language', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, { UsernameAttributes: undefined });
  await addConfirmed(cognito, pool, 'ann', { email: ANN, given_name: 'Ann', family_name: 'Lee' });
  await signUp(cognito, pool, 'anna', { email: 'anna@example.org', given_name: 'Anna "A" Lee' });
  await addConfirmed(cognito, pool, 'bob', { email: ANN, phone_number: '+12025550123' });
  await cognito.client.send(new AdminDisableUserCommand({ UserPoolId: pool.poolId, Username: 'bob' }));
  const { UserAttributes = [] } = await cognito.client.send(
    new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: 'bob' }),
  );
  const sub = UserAttributes.find(({ Name }) => Name === 'sub')?.Value;
  for (const [filter, found] of [
    [undefined, ['ann', 'anna', 'bob']],
    ['', ['ann', 'anna', 'bob']],
    ['email = "ann@example.com"', ['ann', 'bob']],
    ['email="ANN@EXAMPLE.COM"', ['ann', 'bob']],
    ['email ^= "ann"', ['ann', 'anna', 'bob']],
    ['username = "ann"', ['ann']],
    ['username ^= "ann"', ['ann', 'anna']],
    ['"given_name" = "Anna \\"A\\" Lee"', ['anna']],
    ['family_name = "Lee"', ['ann']],
    ['phone_number = "+12025550123"', ['bob']],
    ['cognito:user_status = "confirmed"', ['ann', 'bob']],
    ['status = "Disabled"', ['bob']],
    ['status = "disabled"', []],
    [`sub = "${sub}"`, ['bob']],
    ['preferred_username = "x"', []],
  ] as const) {
    expect([filter, await list(cognito, pool, filter)]).toEqual([filter, found]);
  }
  for (const filter of ['nonsense', 'email = ann', 'custom:team = "x"', 'email = "a" and name = "b"']) {
    await expect(list(cognito, pool, filter)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  }
});

test('lists everybody once in ListUsers, while others come and go', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, { UsernameAttributes: undefined });
  const add = (Username: string) =>
    cognito.client.send(
      new AdminCreateUserCommand({ UserPoolId: pool.poolId, Username, MessageAction: 'SUPPRESS' }),
    );
  for (let index = 0; index < 7; index += 1) await add(`p${index}`);
  const seen: string[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await cognito.client.send(
      new ListUsersCommand({
        UserPoolId: pool.poolId,
        Limit: 3,
        PaginationToken,
        AttributesToGet: ['sub'],
      }),
    );
    seen.push(...(page.Users ?? []).map(({ Username = '' }) => Username));
    expect(page.Users?.every(({ Attributes }) => Attributes?.length === 1)).toBe(true);
    PaginationToken = page.PaginationToken;
    if (seen.length === 3) {
      await cognito.client.send(new AdminDeleteUserCommand({ UserPoolId: pool.poolId, Username: 'p2' }));
      await cognito.client.send(new AdminDeleteUserCommand({ UserPoolId: pool.poolId, Username: 'p4' }));
      await add('late');
    }
  } while (PaginationToken);
  expect(seen).toEqual(['p0', 'p1', 'p2', 'p3', 'p5', 'p6', 'late']);
  await expect(
    cognito.client.send(new ListUsersCommand({ UserPoolId: pool.poolId, AttributesToGet: ['email'] })),
  ).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'One or more requested attributes do not exist.',
  });
  await expect(
    cognito.client.send(new ListUsersCommand({ UserPoolId: pool.poolId, PaginationToken: 'forged' })),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('signs in by a verified alias address, and moves it only when forced', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {
    UsernameAttributes: undefined,
    AliasAttributes: ['email', 'preferred_username'],
  });
  await signUp(cognito, pool, 'ann', { email: ANN });
  await expect(signIn(cognito, pool, ANN)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  const first = await cognito.lastMessage(ANN);
  await cognito.client.send(
    new ConfirmSignUpCommand({ ClientId: pool.clientId, Username: 'ann', ConfirmationCode: first.code }),
  );
  await expect(signIn(cognito, pool, ANN)).resolves.toHaveProperty('AuthenticationResult');
  await signUp(cognito, pool, 'other', { email: ANN });
  const { code } = await cognito.lastMessage(ANN);
  const about = { ClientId: pool.clientId, Username: 'other', ConfirmationCode: code };
  await expect(cognito.client.send(new ConfirmSignUpCommand(about))).rejects.toMatchObject({
    name: 'AliasExistsException',
    message: 'An account with the given email already exists.',
  });
  await cognito.client.send(new ConfirmSignUpCommand({ ...about, ForceAliasCreation: true }));
  const whose = await cognito.client.send(
    new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: ANN }),
  );
  expect(whose.Username).toBe('other');
  const before = await cognito.client.send(
    new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: 'ann' }),
  );
  expect(before.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
  await expect(signUp(cognito, pool, 'x@example.com')).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Username cannot be of email format, since user pool is configured for email alias.',
  });
});

test('distinguishes case if the pool does', async () => {
  await using cognito = await startCognito();
  const names = { UsernameAttributes: undefined, AutoVerifiedAttributes: undefined };
  const strict = await createPool(cognito, { ...names, UsernameConfiguration: { CaseSensitive: true } });
  await addConfirmed(cognito, strict, 'Ann');
  await addConfirmed(cognito, strict, 'ann');
  await expect(signIn(cognito, strict, 'ANN')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  const lax = await createPool(cognito, names);
  await addConfirmed(cognito, lax, 'Ann');
  await expect(signUp(cognito, lax, 'ann')).rejects.toMatchObject({
    name: 'UsernameExistsException',
    message: 'User already exists',
  });
  await expect(signIn(cognito, lax, 'ANN')).resolves.toHaveProperty('AuthenticationResult');
});

test('rejects sign-up in a pool that only administrators fill', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
  await expect(signUp(cognito, pool, ANN)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'SignUp is not permitted for this user pool',
  });
});

test('deletes a person on their own request, and frees the address', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, ANN);
  await confirm(cognito, pool, ANN);
  const { AuthenticationResult } = await signIn(cognito, pool, ANN);
  await cognito.client.send(new DeleteUserCommand({ AccessToken: AuthenticationResult?.AccessToken }));
  expect(await list(cognito, pool)).toEqual([]);
  await expect(
    cognito.client.send(new DeleteUserCommand({ AccessToken: AuthenticationResult?.AccessToken })),
  ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  await signUp(cognito, pool, ANN);
  expect(await list(cognito, pool, `email = "${ANN}"`)).toHaveLength(1);
});

test('creates, changes, fills, empties and deletes groups', async () => {
  await using cognito = await startCognito();
  const { client } = cognito;
  const pool = await createPool(cognito);
  const about = { UserPoolId: pool.poolId, GroupName: 'editors' };
  await client.send(new CreateGroupCommand({ ...about, Description: 'they write', Precedence: 3 }));
  await expect(client.send(new CreateGroupCommand(about))).rejects.toMatchObject({
    name: 'GroupExistsException',
    message: 'A group with the name already exists.',
  });
  await client.send(new UpdateGroupCommand({ ...about, Precedence: 1 }));
  const { Group } = await client.send(new GetGroupCommand(about));
  expect(Group).toMatchObject({ GroupName: 'editors', Description: 'they write', Precedence: 1 });
  await client.send(new CreateGroupCommand({ UserPoolId: pool.poolId, GroupName: 'authors' }));
  const listed = await client.send(new ListGroupsCommand({ UserPoolId: pool.poolId }));
  expect(listed.Groups?.map(({ GroupName }) => GroupName)).toEqual(['authors', 'editors']);

  const whom = { UserPoolId: pool.poolId, Username: await addConfirmed(cognito, pool, ANN) };
  await client.send(new AdminAddUserToGroupCommand({ ...about, ...whom }));
  await client.send(new AdminAddUserToGroupCommand({ ...about, ...whom }));
  const members = async () =>
    (await client.send(new ListUsersInGroupCommand(about))).Users?.map(({ Username }) => Username);
  expect(await members()).toEqual([whom.Username]);
  const groups = await client.send(new AdminListGroupsForUserCommand(whom));
  expect(groups.Groups?.map(({ GroupName }) => GroupName)).toEqual(['editors']);
  await client.send(new AdminRemoveUserFromGroupCommand({ ...about, ...whom }));
  expect(await members()).toEqual([]);
  await client.send(new DeleteGroupCommand(about));
  await expect(client.send(new GetGroupCommand(about))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Group not found.',
  });
});
