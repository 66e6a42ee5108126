import {
  AddCustomAttributesCommand,
  AdminDeleteUserAttributesCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  DeleteUserAttributesCommand,
  GetUserCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { addConfirmed, createPool, signIn, signUp, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';

const ANN = 'ann@example.com';

async function attributesOf({ client }: TestCognito, { poolId }: TestPool, Username = ANN) {
  const { UserAttributes } = await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));
  return Object.fromEntries((UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
}

async function accessTokenOf(cognito: TestCognito, pool: TestPool, name = ANN): Promise<string> {
  const { AuthenticationResult } = await signIn(cognito, pool, name);
  return AuthenticationResult?.AccessToken ?? '';
}

test.each([
  [
    'is required and missing',
    {},
    'name.formatted: The attribute name.formatted is required, given_name: The attribute given_name is required',
  ],
  [
    'is too short',
    { given_name: 'A', name: 'A', birthdate: '2000' },
    'birthdate: String must be longer than 10 characters\n',
  ],
])('rejects an attribute that %s in AWS’s words', async (_what, attributes, problem) => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {
    Schema: [
      { Name: 'name', Required: true },
      { Name: 'given_name', Required: true },
    ],
  });
  await expect(signUp(cognito, pool, ANN, attributes)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: `Attributes did not conform to the schema: ${problem}`,
  });
});

test('rejects an attribute that is not in the schema in AWS’s words', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await expect(signUp(cognito, pool, 'bob@example.com', { 'custom:team': 'x' })).rejects.toMatchObject({
    message:
      'Attributes did not conform to the schema: custom:team: Attribute does not exist in the schema.\n',
  });
  const Username = await addConfirmed(cognito, pool, ANN);
  await expect(
    cognito.client.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: pool.poolId,
        Username,
        UserAttributes: [{ Name: 'favorite_flavor', Value: 'mint' }],
      }),
    ),
  ).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message:
      'Attributes did not conform to the schema: favorite_flavor: Attribute does not exist in the schema.\n',
  });
});

test('checks custom attributes by type and bounds, and writes an immutable one once', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(
    cognito,
    {
      Schema: [
        {
          Name: 'age',
          AttributeDataType: 'Number',
          NumberAttributeConstraints: { MinValue: '0', MaxValue: '150' },
        },
        { Name: 'badge', AttributeDataType: 'String', Mutable: false },
      ],
    },
    { WriteAttributes: ['email', 'custom:age', 'custom:badge'], ReadAttributes: ['email', 'custom:age'] },
  );
  await expect(signUp(cognito, pool, ANN, { 'custom:age': 'old' })).rejects.toMatchObject({
    message: expect.stringContaining('custom:age: Attribute value is not of type Number.'),
  });
  await expect(signUp(cognito, pool, ANN, { 'custom:age': '151' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await addConfirmed(cognito, pool, ANN, { 'custom:age': '30', 'custom:badge': 'b1' });
  const AccessToken = await accessTokenOf(cognito, pool);
  await expect(
    cognito.client.send(
      new UpdateUserAttributesCommand({
        AccessToken,
        UserAttributes: [{ Name: 'custom:badge', Value: 'b2' }],
      }),
    ),
  ).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('custom:badge: Attribute cannot be updated.'),
  });
  const me = await cognito.client.send(new GetUserCommand({ AccessToken }));
  expect(me.UserAttributes?.map(({ Name }) => Name)).toEqual(['custom:age', 'email', 'sub']);
});

test('lets a client read and write only its attributes', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {}, { WriteAttributes: ['email'], ReadAttributes: ['given_name'] });
  await expect(signUp(cognito, pool, ANN, { given_name: 'Ann' })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'A client attempted to write unauthorized attribute',
  });
  await expect(signUp(cognito, pool, ANN, { email_verified: 'true' })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
  await addConfirmed(cognito, pool, ANN);
  const AccessToken = await accessTokenOf(cognito, pool);
  const me = await cognito.client.send(new GetUserCommand({ AccessToken }));
  expect(me.UserAttributes?.map(({ Name }) => Name)).toEqual(['sub']);
});

test('deletes attributes, except required ones and the one used to sign in', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, { Schema: [{ Name: 'given_name', Required: true }] });
  await addConfirmed(cognito, pool, ANN, { given_name: 'Ann', family_name: 'Lee', nickname: 'A' });
  const AccessToken = await accessTokenOf(cognito, pool);
  const remove = (...UserAttributeNames: string[]) =>
    cognito.client.send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames }));
  await remove('family_name');
  await cognito.client.send(
    new AdminDeleteUserAttributesCommand({
      UserPoolId: pool.poolId,
      Username: ANN,
      UserAttributeNames: ['nickname'],
    }),
  );
  expect(Object.keys(await attributesOf(cognito, pool)).sort()).toEqual([
    'email',
    'email_verified',
    'given_name',
    'sub',
  ]);
  await expect(remove('given_name')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(remove('email')).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('applies the model’s limits: names, sizes, patterns', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, { UsernameAttributes: undefined });
  const broken = (message: string) => ({
    name: 'InvalidParameterException',
    message: expect.stringContaining(message),
  });
  await expect(signUp(cognito, pool, 'a'.repeat(129))).rejects.toMatchObject(
    broken(
      "Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128",
    ),
  );
  await expect(signUp(cognito, pool, 'two words')).rejects.toMatchObject(broken("Value at 'username'"));
  await expect(signUp(cognito, pool, 'ann', { name: 'x'.repeat(2049) })).rejects.toMatchObject(
    broken('Member must have length less than or equal to 2048'),
  );
  await expect(
    cognito.client.send(
      new SignUpCommand({ ClientId: pool.clientId, Username: 'ann', Password: 'has a blank 1A!' }),
    ),
  ).rejects.toMatchObject(broken("Value at 'password' failed to satisfy constraint"));
  await expect(signUp(cognito, pool, 'ann', { email: 'nonsense' })).rejects.toMatchObject(
    broken('Invalid email address format.'),
  );
  await expect(signUp(cognito, pool, 'ann', { phone_number: '0123' })).rejects.toMatchObject(
    broken('Invalid phone number format.'),
  );
});

test('adds custom attributes to a pool later, fifty at most', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const add = (...names: string[]) =>
    cognito.client.send(
      new AddCustomAttributesCommand({
        UserPoolId: pool.poolId,
        CustomAttributes: names.map((Name) => ({ Name, AttributeDataType: 'String' })),
      }),
    );
  await add('team');
  await cognito.client.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: pool.poolId,
      Username: await addConfirmed(cognito, pool, ANN),
      UserAttributes: [{ Name: 'custom:team', Value: 'blue' }],
    }),
  );
  expect(await attributesOf(cognito, pool)).toMatchObject({ 'custom:team': 'blue' });
  await expect(add('team')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  const many = Array.from({ length: 25 }, (_, index) => `a${index}`);
  await add(...many);
  await add(...many.slice(0, 24).map((name) => `b${name}`));
  await expect(add('onetoomany')).rejects.toMatchObject({ name: 'InvalidParameterException' });
});
