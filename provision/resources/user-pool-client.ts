import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  type ExplicitAuthFlowsType,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';
import { asSet } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { arn } from '../reconcile/scope.ts';
import { unknown } from '../reconcile/unknown.ts';

export interface UserPoolClientProps {
  readonly name: string;
  readonly userPoolId: string;
}

/** What signs people up and in: a public client, without a secret, because browsers could not keep one. */
export const userPoolClient: Kind<UserPoolClientProps, UserPoolClientType, { id: string }> = {
  type: 'user pool client',
  namesRepeat: true,
  part: true,
  immutable: {
    secret: 'cannot be taken from a client: a new one has a new id, which every app must be told',
  },
  name: ({ name }) => name,
  identity: ({ userPoolId, name }) => [userPoolId, name],
  async observe({ name, userPoolId }, run) {
    const hinted = run.hints.userPoolClientId
      ? await describe(userPoolId, run.hints.userPoolClientId, run)
      : undefined;
    if (hinted?.ClientName === name) return hinted;
    return listed(name, userPoolId, run);
  },
  wanted: () => ({ secret: false, flows: FLOWS, hidesWhoExists: 'ENABLED' }),
  found: ({ ClientSecret, ExplicitAuthFlows, PreventUserExistenceErrors }) => ({
    secret: ClientSecret !== undefined,
    flows: asSet(ExplicitAuthFlows),
    hidesWhoExists: PreventUserExistenceErrors,
  }),
  predict: ({ name }) => ({ id: unknown(`id of user pool client ${name}`) }),
  outputs: ({ ClientId }, { name }) => ({ id: ClientId ?? unknown(`id of user pool client ${name}`) }),
  async create({ name, userPoolId }, { clients }) {
    const { UserPoolClient } = await clients.cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId: userPoolId,
        ClientName: name,
        GenerateSecret: false,
        ...settings(),
      }),
    );
    if (!UserPoolClient) throw new Error(`CreateUserPoolClient answered no client for ${name}.`);
    return UserPoolClient;
  },
  async update(_props, state, _changed, { clients }) {
    // An update resets what it leaves out (API reference, UpdateUserPoolClient), so it sends everything back.
    const { ClientSecret: _secret, CreationDate: _created, LastModifiedDate: _modified, ...kept } = state;
    await clients.cognito.send(
      new UpdateUserPoolClientCommand({
        ...kept,
        UserPoolId: state.UserPoolId,
        ClientId: state.ClientId,
        ...settings(),
      }),
    );
  },
  async remove({ UserPoolId, ClientId }, _props, { clients }) {
    await clients.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId })).catch(unlessGone);
  },
  permissions: (_props, scope) => [
    {
      actions: [
        'cognito-idp:CreateUserPoolClient',
        'cognito-idp:DeleteUserPoolClient',
        'cognito-idp:DescribeUserPoolClient',
        'cognito-idp:ListUserPoolClients',
        'cognito-idp:UpdateUserPoolClient',
      ],
      resources: [arn(scope, 'cognito-idp', 'userpool/*')],
    },
  ],
};

const FLOWS: ExplicitAuthFlowsType[] = [
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
];

function settings() {
  return { ExplicitAuthFlows: FLOWS, PreventUserExistenceErrors: 'ENABLED' } as const;
}

async function listed(name: string, UserPoolId: string, run: Run): Promise<UserPoolClientType | undefined> {
  try {
    let NextToken: string | undefined;
    do {
      const command = new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60, NextToken });
      const page = await run.clients.cognito.send(command);
      const found = page.UserPoolClients?.find(({ ClientName }) => ClientName === name);
      if (found?.ClientId) return await describe(UserPoolId, found.ClientId, run);
      NextToken = page.NextToken;
    } while (NextToken);
    return undefined;
  } catch (error) {
    // A pool that is gone, or so new that it is not known everywhere yet.
    if (isGone(error)) return undefined;
    throw error;
  }
}

async function describe(
  UserPoolId: string,
  ClientId: string,
  { clients }: Run,
): Promise<UserPoolClientType | undefined> {
  try {
    const answer = await clients.cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    return answer.UserPoolClient;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
