import type { Authority, AuthorizationRequest } from '../../edge/interfaces/authority.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import { decide, type Verdict } from '../../edge/policy/decide.ts';
import { evaluate, type PolicyRequest } from '../../edge/policy/evaluate.ts';
import type { Principals } from '../../edge/policy/statement.ts';
import type { Principal } from '../../edge/principal.ts';
import { type Clock, systemClock } from '../../store/clock.ts';
import { accessDenied } from './access-denied.ts';
import type { CompiledPolicies } from './compiled-policies.ts';
import { createFindCredential } from './credentials.ts';
import { denyingPolicy } from './denying-policy.ts';
import { createPrincipalExists } from './principal-exists.ts';
import { principalKeys } from './principal-keys.ts';
import { type Sessions, unknownClient } from './sessions.ts';
import { isPresignedV2, verifyPresignedV2 } from './signature/presigned-v2.ts';
import { createVerify } from './signature/verify.ts';
import type { Role, User } from './state/iam-state.ts';
import { type IamStore, lastName } from './state/iam-store.ts';

interface Parts {
  store: IamStore;
  /** For services that would assume a role. */
  assumable: IamStore;
  /** For permission checks. */
  permissions: IamStore;
  policies: CompiledPolicies;
  sessions: Sessions;
  /** The time that clients sign with. */
  outside?: Pick<Clock, 'now'>;
}

/** Services with one region here; IAM and STS are global, and the others go upstream. */
const REGIONAL = new Set(['apigateway', 'cognito-idp', 'dynamodb', 'execute-api', 'lambda', 'logs']);

/** Makes the engine's authority: the caller by signature, the permission by policy. */
export function createAuthority(
  { config, clock, events }: Pick<EngineContext, 'config' | 'clock' | 'events'>,
  { store, assumable, permissions, policies, sessions, outside = systemClock }: Parts,
): Authority {
  const verify = createVerify(outside, (service) => (REGIONAL.has(service) ? config.region : undefined));
  const find = createFindCredential(store, sessions, config.accountId);

  function identityOf({ kind, arn, roleArn }: Principal): Role | User | undefined {
    if (kind === 'user') return permissions.state.users.get(lastName(arn));
    return roleArn === undefined ? undefined : permissions.state.roles.get(lastName(roleArn));
  }

  function keysOf(principal: Principal, context: AuthorizationRequest['context']) {
    const identity = identityOf(principal);
    return principalKeys(principal, context, { identity, now: clock.now(), region: config.region });
  }

  function judge(request: AuthorizationRequest): {
    verdict: Verdict;
    identity: Role | User | undefined;
    asked: PolicyRequest;
  } {
    const { principal, action, resource, context, resourcePolicy } = request;
    const identity = identityOf(principal);
    const asked = { action, resource, context: keysOf(principal, context) };
    const verdict = decide(
      {
        identity: identity ? policies.ofIdentity(identity) : [],
        boundary: identity?.boundary === undefined ? undefined : policies.ofManaged(identity.boundary),
        session: principal.session?.policies?.flatMap(policies.of),
        resource: resourcePolicy === undefined ? undefined : policies.of(resourcePolicy),
      },
      asked,
      principal,
    );
    return { verdict, identity, asked };
  }

  const roleAt = ({ state }: IamStore, arn: string) => {
    const role = state.roles.get(lastName(arn));
    return role?.arn === arn ? role : undefined;
  };

  return {
    authenticate(request) {
      const { principal } = isPresignedV2(request)
        ? verifyPresignedV2(request, find, outside.now())
        : verify(request, find);
      // "You cannot call any IAM API operations" with the credentials of GetSessionToken (STS API reference).
      if (request.service === 'iam' && principal.session && principal.kind !== 'assumed-role') {
        throw unknownClient();
      }
      return principal;
    },
    decide: (request) => (request.principal.kind === 'root' ? 'allowed' : judge(request).verdict.decision),
    authorize(request) {
      const { principal, action, resource, traceId } = request;
      if (principal.kind === 'root') return;
      const { verdict, identity, asked } = judge(request);
      const { decision } = verdict;
      const refused = decision !== 'allowed';
      if (events.wanted('permission')) {
        events.publish({
          type: 'permission',
          at: clock.now(),
          traceId,
          principal: principal.arn,
          identityId: identity?.id,
          action,
          resource,
          decision,
          outcome: !refused ? 'allowed' : config.iam === 'enforce' ? 'refused' : 'passed',
        });
      }
      if (refused && config.iam === 'enforce')
        throw accessDenied(request, verdict, denyingPolicy(policies, identity, asked, verdict));
    },
    assumeForService({ roleArn, sessionName, durationSeconds, sourceFunctionArn }) {
      const role = roleAt(store, roleArn);
      return sessions.issue({
        roleName: role?.name ?? lastName(roleArn),
        roleId: role?.id ?? '',
        sessionName,
        expiration: clock.now() + durationSeconds * 1000,
        ...(sourceFunctionArn !== undefined && { sourceFunctionArn }),
      });
    },
    isAssumableBy(roleArn, service, sourceArn) {
      const role = roleAt(assumable, roleArn);
      if (!role) return false;
      const { accountId } = config;
      const principal: Principal = { kind: 'service', accountId, arn: service, userId: service };
      const source = {
        'aws:SourceAccount': accountId,
        ...(sourceArn !== undefined && { 'aws:SourceArn': sourceArn }),
      };
      return (
        evaluate(policies.of(role.trust), {
          action: 'sts:AssumeRole',
          resource: roleArn,
          principal: namesOf(principal),
          context: keysOf(principal, source),
        }) === 'allowed'
      );
    },
    principalExists: createPrincipalExists(store, config.accountId),
    evaluateResourcePolicy(policy, { principal, action, resource, context }) {
      const keys = keysOf(principal, context);
      return evaluate(policies.of(policy), {
        action,
        resource,
        context: keys,
        principal: namesOf(principal),
      });
    },
  };
}

/** Every name of this caller in a resource policy (IAM user guide, "AWS JSON policy elements: Principal"). */
function namesOf({ kind, arn, accountId, roleArn }: Principal): Principals {
  if (kind === 'service') return { Service: [arn] };
  return { AWS: [arn, `arn:aws:iam::${accountId}:root`, ...(roleArn ? [roleArn] : [])] };
}
