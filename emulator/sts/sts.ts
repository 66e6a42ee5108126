import type { AssumeRoleCommandInput, GetSessionTokenCommandInput } from '@aws-sdk/client-sts';
import type { Clock } from '../clock.ts';
import { AwsError } from '../edge/aws-error.ts';
import { type Operation, operation } from '../edge/operation.ts';
import type { TemporaryCredentials } from '../iam/authority.ts';
import type { CompiledPolicies } from '../iam/compiled-policies.ts';
import { namesOf } from '../iam/create-authority.ts';
import { evaluate } from '../iam/policy/evaluate.ts';
import type { Sessions } from '../iam/sessions.ts';
import type { IamStore } from '../iam/state/iam-store.ts';

export interface StsDependencies {
  store: IamStore;
  policies: CompiledPolicies;
  sessions: Sessions;
  clock: Pick<Clock, 'now'>;
  accountId: string;
}

/** GetCallerIdentity, AssumeRole, GetSessionToken. */
export function stsOperations(dependencies: StsDependencies): Record<string, Operation<object, object>> {
  const { store, policies, sessions, clock, accountId } = dependencies;
  return {
    // No policy can forbid it (API reference, GetCallerIdentity).
    GetCallerIdentity: operation<object, object>({
      honours: {},
      resource: () => [],
      run: (_input, { principal }) => ({
        UserId: principal?.userId,
        Account: accountId,
        Arn: principal?.arn,
      }),
    }),
    AssumeRole: operation<AssumeRoleCommandInput, object>({
      honours: { RoleArn: true, RoleSessionName: true, DurationSeconds: true, ExternalId: true },
      // The role's own trust policy decides, below; an identity's policies may add a no but need not say yes within one account.
      resource: () => [],
      run({ RoleArn = '', RoleSessionName = '', DurationSeconds = 3600, ExternalId }, { principal }) {
        const role = [...store.state.roles.values()].find(({ arn }) => arn === RoleArn);
        const decision =
          role &&
          principal &&
          evaluate(policies.of(role.trust), {
            action: 'sts:AssumeRole',
            resource: '*',
            principal: namesOf(principal),
            context: ExternalId === undefined ? {} : { 'sts:ExternalId': ExternalId },
          });
        if (!role || decision !== 'allowed') {
          throw new AwsError(
            'AccessDeniedException',
            `User: ${principal?.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
          );
        }
        if (DurationSeconds > role.maxSessionDuration) {
          throw new AwsError(
            'ValidationError',
            'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
            { status: 400 },
          );
        }
        const expiration = clock.now() + DurationSeconds * 1000;
        const issued = sessions.issue({
          roleName: role.name,
          roleId: role.id,
          sessionName: RoleSessionName,
          expiration,
        });
        return {
          Credentials: credentialsType(issued),
          AssumedRoleUser: {
            AssumedRoleId: `${role.id}:${RoleSessionName}`,
            Arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${RoleSessionName}`,
          },
        };
      },
    }),
    GetSessionToken: operation<GetSessionTokenCommandInput, object>({
      honours: { DurationSeconds: true },
      resource: () => [],
      run({ DurationSeconds = 43_200 }, { principal }) {
        if (principal?.kind === 'assumed-role') {
          throw new AwsError('AccessDeniedException', 'Cannot call GetSessionToken with session credentials');
        }
        const expiration = clock.now() + DurationSeconds * 1000;
        const userName =
          principal?.kind === 'user' ? principal.arn.slice(principal.arn.lastIndexOf('/') + 1) : undefined;
        return {
          Credentials: credentialsType(sessions.issue({ expiration, ...(userName && { userName }) })),
        };
      },
    }),
  };
}

function credentialsType({ accessKeyId, secretAccessKey, sessionToken, expiration }: TemporaryCredentials) {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(expiration),
  };
}
