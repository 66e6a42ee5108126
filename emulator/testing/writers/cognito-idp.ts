import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Kind } from './writer.ts';

/** Long values, so that the log becomes a snapshot every few starts. */
const LONG = [
  'name',
  'family_name',
  'given_name',
  'middle_name',
  'nickname',
  'address',
  'profile',
  'picture',
];

/** Counts in several attributes of a person. */
export const countsInCognito: Kind = async (access, memory, isNew) => {
  const client = new CognitoIdentityProviderClient(access);
  if (isNew) memory.id = (await client.send(new CreateUserPoolCommand({ PoolName: 'written' }))).UserPool?.Id;
  const whom = { UserPoolId: memory.id, Username: 'written' };
  if (isNew) await client.send(new AdminCreateUserCommand({ ...whom, MessageAction: 'SUPPRESS' }));
  return {
    async write(value) {
      const long = String(value).padStart(2_000, '.');
      await client.send(
        new AdminUpdateUserAttributesCommand({
          ...whom,
          UserAttributes: LONG.map((Name) => ({ Name, Value: long })),
        }),
      );
    },
    async read() {
      const { UserAttributes = [] } = await client.send(new AdminGetUserCommand(whom));
      const values = LONG.map((name) => UserAttributes.find(({ Name }) => Name === name)?.Value ?? '0');
      // A change of several attributes is there as a whole, or not at all.
      if (new Set(values).size > 1)
        throw new Error(`A change is there in part: ${values.map(numberOf).join()}`);
      return numberOf(values[0] ?? '0');
    },
    end: () => client.destroy(),
  };
};

function numberOf(value: string): number {
  return Number(value.replace(/^\.+/, ''));
}
