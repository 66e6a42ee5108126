import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import { identityPolicyFault } from '../../../edge/policy/check-identity-policy.ts';
import { trustPolicyFault } from '../../../edge/policy/check-trust-policy.ts';
import { type Random, randomText, UPPER_ALPHANUMERIC } from '../../../store/random.ts';
import { createPrincipalExists } from '../principal-exists.ts';
import type { Group, Identity, IdentityKind, Role, User } from '../state/iam-state.ts';
import type { IamStore } from '../state/iam-store.ts';

/** What the operations of IAM work with. */
export interface IamDependencies {
  store: IamStore;
  accountId: string;
  now(): Date;
  random: Pick<Random, 'below' | 'uuid'>;
  /** When and where the identity of this unique id made its last request, as IAM shows it; nothing if it never did. */
  lastUsed(id: string): { LastUsedDate?: Date; Region?: string };
}

/** The role, or AWS's error about an unknown one. */
export function roleNamed({ state }: IamStore, name = ''): Role {
  const role = state.roles.get(name);
  if (!role) throw new AwsError('NoSuchEntityException', `The role with name ${name} cannot be found.`);
  return role;
}

/** The user, or AWS's error about an unknown one. */
export function userNamed({ state }: IamStore, name = ''): User {
  const user = state.users.get(name);
  if (!user) throw new AwsError('NoSuchEntityException', `The user with name ${name} cannot be found.`);
  return user;
}

/** The group, or AWS's error about an unknown one. */
export function groupNamed({ state }: IamStore, name = ''): Group {
  const group = state.groups.get(name);
  if (!group) throw new AwsError('NoSuchEntityException', `The group with name ${name} cannot be found.`);
  return group;
}

const NAMED = { role: roleNamed, user: userNamed, group: groupNamed };

/** The role, user or group, or AWS's error about an unknown one. */
export function identityNamed(store: IamStore, kind: IdentityKind, name: string): Identity {
  return NAMED[kind](store, name);
}

/** `AROA…`, `AIDA…`, `AGPA…`, `AIPA…`, `ANPA…`: the prefix and 17 characters (IAM user guide, "IAM identifiers"). */
export function uniqueId(random: Pick<Random, 'below'>, prefix: string): string {
  return prefix + randomText(random, 17, UPPER_ALPHANUMERIC);
}

/** The ARN of an identity or policy for IAM's policies, which need not exist yet. */
export function iamArn(
  accountId: string,
  kind: IdentityKind | 'policy' | 'instance-profile',
  name = '*',
  path = '/',
): string {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`;
}

/**
 * `iam:PermissionsBoundary`: the boundary that a call sets, or that of the role or user whose policies it changes ("Delegating
 * responsibility to others using permissions boundaries", IAM user guide).
 */
export function boundaryKey(arn: string | undefined): Record<string, string> {
  return arn === undefined ? {} : { 'iam:PermissionsBoundary': arn };
}

/** Checks the permission for tags that come with a creation ("Tag IAM resources", IAM user guide). */
export function authorizeTags(
  call: Pick<Call, 'authorize'>,
  action: 'iam:TagRole' | 'iam:TagUser' | 'iam:TagPolicy' | 'iam:TagInstanceProfile',
  arn: string,
  tags: readonly unknown[] | undefined,
): void {
  if (tags?.length) call.authorize(action, arn);
}

/** The resource's tags, for policies. */
export function resourceTags(
  resource: { tags: ReadonlyMap<string, string> } | undefined,
): Record<string, string> {
  return Object.fromEntries(
    [...(resource?.tags ?? [])].flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`iam:ResourceTag/${key}`, value],
    ]),
  );
}

/** The error of a Delete call about what must go first. */
export function mustFirst(what: string): AwsError {
  return new AwsError('DeleteConflictException', `Cannot delete entity, must ${what} first.`);
}

/** Names of one kind differ in more than their case. */
export function isTaken(names: ReadonlyMap<string, unknown>, name: string): boolean {
  return [...names.keys()].some((other) => other.toLowerCase() === name.toLowerCase());
}

/** Throws `MalformedPolicyDocumentException` for an invalid identity policy. */
export function checkIdentityPolicy(document: string): void {
  const fault = identityPolicyFault(document);
  if (fault !== undefined) throw new AwsError('MalformedPolicyDocumentException', fault);
}

/** Throws `MalformedPolicyDocumentException` for an invalid trust policy. */
export function checkTrustPolicy({ store, accountId }: IamDependencies, document: string): void {
  const fault = trustPolicyFault(document, createPrincipalExists(store, accountId));
  if (fault !== undefined) throw new AwsError('MalformedPolicyDocumentException', fault);
}
