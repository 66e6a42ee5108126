import { type Context, type ContextKeys, contextKeys } from '../../edge/policy/context-keys.ts';
import type { Principal } from '../../edge/principal.ts';
import type { Identity } from './state/iam-state.ts';

interface Circumstances {
  identity: Identity | undefined;
  /** Milliseconds since 1970. */
  now: number;
  region: string;
}

/** The words of `aws:PrincipalType`. */
const TYPES: Readonly<Record<Principal['kind'], string>> = {
  root: 'Account',
  user: 'User',
  'assumed-role': 'AssumedRole',
  service: 'Service',
};

/**
 * The condition keys that tell who calls, and when (IAM user guide, "AWS global condition context keys"), behind those that the request
 * brings. They are put together at the first question. `aws:SecureTransport` is true though the engine listens without TLS: it stands for
 * endpoints that have it, and a policy that insists on it must not shut everybody out here.
 */
export function principalKeys(
  principal: Principal,
  own: Context | undefined,
  { identity, now, region }: Circumstances,
): ContextKeys {
  let all: ContextKeys | undefined;
  return (key) => {
    all ??= contextKeys({
      'aws:PrincipalArn': principal.roleArn ?? principal.arn,
      'aws:PrincipalAccount': principal.accountId,
      'aws:PrincipalType': TYPES[principal.kind],
      'aws:PrincipalIsAWSService': String(principal.kind === 'service'),
      'aws:ViaAWSService': 'false',
      'aws:userid': principal.userId,
      'aws:CurrentTime': new Date(now).toISOString(),
      'aws:EpochTime': String(Math.floor(now / 1000)),
      'aws:RequestedRegion': region,
      'aws:SecureTransport': 'true',
      ...(principal.kind === 'user' && identity && { 'aws:username': identity.name }),
      ...(principal.session && {
        'aws:TokenIssueTime': new Date(principal.session.issuedAt).toISOString(),
        'aws:MultiFactorAuthPresent': 'false',
      }),
      ...(principal.session?.sourceFunctionArn !== undefined && {
        'lambda:SourceFunctionArn': principal.session.sourceFunctionArn,
      }),
      ...Object.fromEntries(
        [...(identity?.tags ?? []), ...Object.entries(principal.session?.tags ?? {})].map(([name, value]) => [
          `aws:PrincipalTag/${name}`,
          value,
        ]),
      ),
      ...(principal.kind === 'service' && { 'aws:PrincipalServiceName': principal.arn }),
      ...own,
    });
    return all(key);
  };
}
