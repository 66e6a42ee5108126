import { type Clock, systemClock } from '../clock.ts';
import type { EngineContext } from '../context.ts';
import { AwsError } from '../edge/aws-error.ts';
import type { Principal } from '../edge/principal.ts';
import type { Authority, AuthorizationRequest } from './authority.ts';
import type { CompiledPolicies } from './compiled-policies.ts';
import type { Principals } from './policy/document.ts';
import { type Decision, evaluate } from './policy/evaluate.ts';
import type { Session, Sessions } from './sessions.ts';
import { createVerify } from './signature/verify.ts';
import type { IamStore, Identity } from './state/iam-store.ts';

interface Parts {
  store: IamStore;
  /** As services see it that would assume a role. */
  assumable: IamStore;
  /** As it counts when a permission is asked for. */
  permissions: IamStore;
  policies: CompiledPolicies;
  sessions: Sessions;
  /** The time that clients sign with. */
  outside?: Pick<Clock, 'now'>;
}

/** The account's own credentials, which LocalStack's users know. */
const ROOT = { accessKeyId: 'test', secret: 'test' };

/** Makes the engine's authority: who calls, by signature; whether they may, by policy. */
export function createAuthority(
  { config, clock }: Pick<EngineContext, 'config' | 'clock'>,
  { store, assumable, permissions, policies, sessions, outside = systemClock }: Parts,
): Authority {
  const { accountId } = config;
  const verify = createVerify(outside);

  function principalOf(accessKeyId: string, token: string | undefined): Principal {
    if (accessKeyId === ROOT.accessKeyId) {
      return {
        kind: 'root',
        accountId,
        arn: `arn:aws:iam::${accountId}:root`,
        userId: accountId,
        accessKeyId,
      };
    }
    if (accessKeyId.startsWith('ASIA')) return sessionPrincipal(sessions.open(accessKeyId, token).session);
    const user = store.state.users.get(store.state.keyOwners.get(accessKeyId) ?? '');
    if (!user)
      throw new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    return { kind: 'user', accountId, arn: user.arn, userId: user.id, accessKeyId };
  }

  function sessionPrincipal({ roleName, roleId, sessionName, userName, accessKeyId }: Session): Principal {
    if (roleName === undefined) {
      const user = userName === undefined ? undefined : store.state.users.get(userName);
      return user
        ? { kind: 'user', accountId, arn: user.arn, userId: user.id, accessKeyId }
        : { kind: 'root', accountId, arn: `arn:aws:iam::${accountId}:root`, userId: accountId, accessKeyId };
    }
    const role = store.state.roles.get(roleName);
    return {
      kind: 'assumed-role',
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
      userId: `${roleId}:${sessionName}`,
      accessKeyId,
      // A role that was deleted and made again is another role: the old sessions may do nothing.
      ...(role?.id === roleId && role && { roleArn: role.arn }),
    };
  }

  function secretOf(accessKeyId: string, token: string | undefined): string {
    if (accessKeyId === ROOT.accessKeyId) return ROOT.secret;
    if (accessKeyId.startsWith('ASIA')) return sessions.open(accessKeyId, token).secret;
    const key = store.state.users
      .get(store.state.keyOwners.get(accessKeyId) ?? '')
      ?.accessKeys.get(accessKeyId);
    if (!key?.active)
      throw new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    return key.secret;
  }

  function identityOf(principal: Principal): Identity | undefined {
    if (principal.kind === 'user')
      return [...permissions.state.users.values()].find(({ arn }) => arn === principal.arn);
    const name = principal.roleArn?.slice(principal.roleArn.lastIndexOf('/') + 1);
    return name === undefined ? undefined : permissions.state.roles.get(name);
  }

  function decide({ principal, action, resource, context }: AuthorizationRequest): Decision {
    if (principal.kind === 'root') return 'allowed';
    const identity = identityOf(principal);
    if (!identity) return 'implicit-deny';
    return evaluate(policies.ofIdentity(identity), {
      action,
      resource,
      context: { ...requestContext(principal, clock, config.region), ...context },
    });
  }

  return {
    authenticate(request) {
      const claims = verify(request, secretOf);
      return principalOf(claims.accessKeyId, claims.securityToken);
    },
    decide,
    authorize(request) {
      const decision = decide(request);
      if (decision !== 'allowed' && config.iam === 'enforce') throw accessDenied(request, decision);
    },
    assumeForService({ roleArn, sessionName, durationSeconds }) {
      const role = store.state.roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
      return sessions.issue({
        roleName: role?.name ?? roleArn.slice(roleArn.lastIndexOf('/') + 1),
        roleId: role?.id ?? '',
        sessionName,
        expiration: clock.now() + durationSeconds * 1000,
      });
    },
    isAssumableBy(roleArn, service) {
      const role = assumable.state.roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
      if (role?.arn !== roleArn) return false;
      return (
        evaluate(policies.of(role.trust), {
          action: 'sts:AssumeRole',
          resource: '*',
          principal: { Service: [service] },
        }) === 'allowed'
      );
    },
    evaluateResourcePolicy(policy, { principal, action, resource, context }) {
      return evaluate(policies.of(policy), {
        action,
        resource,
        principal: namesOf(principal),
        ...(context && { context }),
      });
    },
  };
}

/** Every name by which a resource policy may mean this caller (IAM user guide, "AWS JSON policy elements: Principal"). */
export function namesOf({ kind, arn, accountId, roleArn }: Principal): Principals {
  if (kind === 'service') return { Service: [arn] };
  return { AWS: [arn, accountId, `arn:aws:iam::${accountId}:root`, ...(roleArn ? [roleArn] : [])] };
}

function requestContext(
  principal: Principal,
  clock: Pick<Clock, 'now'>,
  region: string,
): Record<string, string> {
  const user: Record<string, string> =
    principal.kind === 'user'
      ? { 'aws:username': principal.arn.slice(principal.arn.lastIndexOf('/') + 1) }
      : {};
  return {
    'aws:PrincipalArn': principal.roleArn ?? principal.arn,
    'aws:PrincipalAccount': principal.accountId,
    'aws:PrincipalType': principal.kind === 'user' ? 'User' : 'AssumedRole',
    'aws:userid': principal.userId,
    'aws:CurrentTime': new Date(clock.now()).toISOString(),
    'aws:EpochTime': String(Math.floor(clock.now() / 1000)),
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'false',
    ...user,
  };
}

/** The refusal, worded as IAM words it (IAM user guide, "Troubleshoot access denied error messages"). */
export function accessDenied(
  { principal, action, resource }: AuthorizationRequest,
  decision: Decision,
): AwsError {
  const reason =
    decision === 'explicit-deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return new AwsError(
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  );
}
