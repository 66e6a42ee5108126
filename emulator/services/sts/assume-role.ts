import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { AwsError } from '../../edge/aws-error.ts';
import type { AuthorizationRequest } from '../../edge/interfaces/authority.ts';
import type { AssumableRole } from '../../edge/interfaces/role-sessions.ts';
import { type Operation, operation } from '../../edge/operation.ts';
import type { Principal } from '../../edge/principal.ts';
import { sessionTags } from './session-tags.ts';
import { credentialsType, type StsDependencies } from './sts-dependencies.ts';

/** Seconds for which a chained session is valid: a role assumed by another role's session (IAM user guide, "Role chaining"). */
const LONGEST_OF_CHAIN = 3600;
/** Characters of a session's policies together. */
const POLICY_SIZE = 2048;

/**
 * AssumeRole. The role's trust policy must allow the caller, and if it only names the account, the caller's own policies must allow it too.
 * Unlike on AWS, the account's root may assume roles: here everybody starts as root. An engine that only audits still enforces trust
 * policies, because they say what a role is for.
 */
export function assumeRole(dependencies: StsDependencies): Operation<object, object> {
  const { authority, sessions, clock, accountId } = dependencies;

  /** Throws STS's denial if the role's trust policy does not allow the caller. It gives a reason only for an explicit deny. */
  function checkTrust(
    role: AssumableRole,
    principal: Principal,
    action: string,
    context: AuthorizationRequest['context'],
  ): void {
    const asked = { principal, action, resource: role.arn, context };
    const decision = authority.evaluateResourcePolicy(role.trust, asked);
    if (decision === 'allowed') return;
    const reason = decision === 'explicit-deny' ? ' with an explicit deny in the role trust policy' : '';
    throw refused(principal, action, role.arn, reason);
  }

  return operation<AssumeRoleCommandInput, object>({
    honours: {
      RoleArn: true,
      RoleSessionName: true,
      DurationSeconds: true,
      ExternalId: true,
      Policy: true,
      PolicyArns: true,
      Tags: true,
      TransitiveTagKeys: true,
    },
    // What is needed depends on the role's trust policy; it is checked below.
    resource: () => [],
    run(input, { principal, traceId, requestKeys }) {
      const { RoleArn = '', RoleSessionName = '', DurationSeconds = 3600, ExternalId } = input;
      const { Tags, TransitiveTagKeys } = input;
      if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+/.test(RoleArn)) throw invalid(`${RoleArn} is invalid`);
      const role = sessions.role(RoleArn);
      const context = {
        ...requestKeys(),
        'sts:RoleSessionName': RoleSessionName,
        ...(TransitiveTagKeys && { 'sts:TransitiveTagKeys': TransitiveTagKeys }),
        ...(ExternalId !== undefined && { 'sts:ExternalId': ExternalId }),
      };
      const actions = ['sts:AssumeRole', ...(Tags?.length ? ['sts:TagSession'] : [])];
      for (const action of actions) {
        if (!principal || !role) throw refused(principal, action, RoleArn);
        checkTrust(role, principal, action, context);
        authority.authorize({
          principal,
          action,
          resource: RoleArn,
          context,
          resourcePolicy: role.trust,
          traceId,
        });
      }
      if (!role) throw invalid(`${RoleArn} is invalid`);
      if (principal?.kind === 'assumed-role' && DurationSeconds > LONGEST_OF_CHAIN) {
        throw invalid(
          'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
        );
      }
      if (DurationSeconds > role.maxSessionDuration) {
        throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
      }
      const policies = sessionPolicies(sessions, input);
      const issued = sessions.issue({
        roleName: role.name,
        roleId: role.id,
        sessionName: RoleSessionName,
        expiration: clock.now() + DurationSeconds * 1000,
        ...(policies && { policies }),
        ...sessionTags(sessions, principal, input),
      });
      return {
        Credentials: credentialsType(issued),
        AssumedRoleUser: {
          AssumedRoleId: `${role.id}:${RoleSessionName}`,
          Arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${RoleSessionName}`,
        },
        // AWS packs the policies before it measures them; this is their share of the limit unpacked.
        ...(policies && { PackedPolicySize: Math.ceil((policies.join('').length / POLICY_SIZE) * 100) }),
      };
    },
  });
}

function refused(principal: Principal | undefined, action: string, arn: string, reason = ''): AwsError {
  return new AwsError(
    'AccessDeniedException',
    `User: ${principal?.arn} is not authorized to perform: ${action} on resource: ${arn}${reason}`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message, { status: 400 });
}

/** The documents that limit the session; the one in the call has at most 2,048 characters. */
function sessionPolicies(
  sessions: Pick<StsDependencies['sessions'], 'policies'>,
  { Policy, PolicyArns = [] }: AssumeRoleCommandInput,
): string[] | undefined {
  const policies = sessions.policies(
    Policy,
    PolicyArns.map(({ arn = '' }) => arn),
  );
  if ((Policy ?? '').length > POLICY_SIZE) {
    throw new AwsError(
      'PackedPolicyTooLargeException',
      `Packed policy consumes ${Math.ceil(((Policy ?? '').length / POLICY_SIZE) * 100)}% of allotted space, please use smaller policy.`,
    );
  }
  return policies;
}
