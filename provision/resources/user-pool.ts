import {
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  TagResourceCommand,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { asSet, type Value } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { isGone } from '../reconcile/reader-error.ts';
import { arn, type Scope, stackTags } from '../reconcile/scope.ts';
import { unknown } from '../reconcile/unknown.ts';
import { findUserPool } from './find-user-pool.ts';

export interface UserPoolProps {
  readonly name: string;
  /** The function called when a person is confirmed. */
  readonly postConfirmationArn: string;
  readonly protectedData: boolean;
}

const PASSWORD_POLICY = {
  MinimumLength: 12,
  RequireLowercase: true,
  RequireUppercase: true,
  RequireNumbers: true,
  RequireSymbols: false,
  TemporaryPasswordValidityDays: 7,
};

/** A pool of people who sign in with their e-mail address and confirm it with a code. */
export const userPool: Kind<UserPoolProps, UserPoolType, { id: string; arn: string }> = {
  type: 'user pool',
  namesRepeat: true,
  holds: 'the people in it, with their passwords',
  immutable: {
    signInWith: 'cannot change while the pool lives',
    caseSensitive: 'cannot change while the pool lives',
  },
  name: ({ name }) => name,
  identity: ({ name }) => [name],
  observe: ({ name }, run) => findUserPool(name, run),
  wanted: ({ postConfirmationArn, protectedData }) => ({
    signInWith: ['email'],
    caseSensitive: false,
    verifies: ['email'],
    passwords: PASSWORD_POLICY,
    recovery: [{ Name: 'verified_email', Priority: 1 }],
    signUpByAdminOnly: false,
    triggers: { PostConfirmation: postConfirmationArn },
    deletionProtection: protectedData ? 'ACTIVE' : 'INACTIVE',
    mfa: 'OFF',
  }),
  found: (pool) => ({
    signInWith: asSet(pool.UsernameAttributes),
    caseSensitive: pool.UsernameConfiguration?.CaseSensitive ?? true,
    verifies: asSet(pool.AutoVerifiedAttributes),
    passwords: pick(pool.Policies?.PasswordPolicy, Object.keys(PASSWORD_POLICY)),
    recovery: (pool.AccountRecoverySetting?.RecoveryMechanisms ?? []).map(({ Name, Priority }) => ({
      Name,
      Priority,
    })),
    signUpByAdminOnly: pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
    triggers: triggersOf(pool),
    deletionProtection: pool.DeletionProtection ?? 'INACTIVE',
    mfa: pool.MfaConfiguration ?? 'OFF',
  }),
  tags: ({ UserPoolTags }) => UserPoolTags ?? {},
  predict: ({ name }, { scope }) => outputsOf(unknown(`id of user pool ${name}`), scope),
  outputs: ({ Id }, { name }, { scope }) => outputsOf(Id ?? unknown(`id of user pool ${name}`), scope),
  async create(props, { clients, scope }) {
    const { UserPool } = await clients.cognito.send(
      new CreateUserPoolCommand({
        PoolName: props.name,
        UsernameAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
        UserPoolTags: stackTags(scope),
        ...settings(props),
      }),
    );
    if (!UserPool) throw new Error(`CreateUserPool answered no pool for ${props.name}.`);
    return UserPool;
  },
  async update(props, pool, changed, { clients, scope }) {
    const UserPoolId = pool.Id;
    if (changed.has('tags')) {
      const ResourceArn = pool.Arn ?? arn(scope, 'cognito-idp', `userpool/${UserPoolId}`);
      await clients.cognito.send(new TagResourceCommand({ ResourceArn, Tags: stackTags(scope) }));
    }
    if (changed.size > (changed.has('tags') ? 1 : 0)) {
      // Tags that are left out are removed.
      const UserPoolTags = { ...pool.UserPoolTags, ...stackTags(scope) };
      await clients.cognito.send(
        new UpdateUserPoolCommand({ ...kept(pool), UserPoolId, UserPoolTags, ...settings(props) }),
      );
    }
  },
  async remove(pool, props, { clients }) {
    const UserPoolId = pool.Id;
    try {
      if (pool.DeletionProtection === 'ACTIVE') {
        const unprotected = settings({ ...props, protectedData: false });
        const { UserPoolTags } = pool;
        await clients.cognito.send(
          new UpdateUserPoolCommand({ ...kept(pool), UserPoolId, UserPoolTags, ...unprotected }),
        );
      }
      await clients.cognito.send(new DeleteUserPoolCommand({ UserPoolId }));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  },
  permissions: (_props, scope) => [
    { actions: ['cognito-idp:CreateUserPool', 'cognito-idp:ListUserPools'], resources: ['*'] },
    {
      actions: [
        'cognito-idp:DeleteUserPool',
        'cognito-idp:DescribeUserPool',
        'cognito-idp:TagResource',
        'cognito-idp:UpdateUserPool',
      ],
      resources: [arn(scope, 'cognito-idp', 'userpool/*')],
    },
  ],
};

/** What can be changed at any time. */
function settings({ postConfirmationArn, protectedData }: UserPoolProps) {
  return {
    AutoVerifiedAttributes: ['email'],
    Policies: { PasswordPolicy: PASSWORD_POLICY },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    LambdaConfig: { PostConfirmation: postConfirmationArn },
    DeletionProtection: protectedData ? 'ACTIVE' : 'INACTIVE',
    MfaConfiguration: 'OFF',
  } satisfies Partial<UpdateUserPoolCommandInput>;
}

/** What the stack does not decide and an update would reset if left out (API reference, UpdateUserPool). */
function kept(pool: UserPoolType): Partial<UpdateUserPoolCommandInput> {
  return {
    EmailConfiguration: pool.EmailConfiguration,
    SmsConfiguration: pool.SmsConfiguration,
    VerificationMessageTemplate: pool.VerificationMessageTemplate,
    UserAttributeUpdateSettings: pool.UserAttributeUpdateSettings,
    DeviceConfiguration: pool.DeviceConfiguration,
    UserPoolAddOns: pool.UserPoolAddOns,
    UserPoolTier: pool.UserPoolTier,
  };
}

function triggersOf(pool: UserPoolType): Value {
  const set = Object.entries(pool.LambdaConfig ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    set.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

function pick(from: object | undefined, names: readonly string[]): Value {
  return Object.fromEntries(Object.entries(from ?? {}).filter(([name]) => names.includes(name)));
}

function outputsOf(id: string, scope: Scope): { id: string; arn: string } {
  return { id, arn: arn(scope, 'cognito-idp', `userpool/${id}`) };
}
