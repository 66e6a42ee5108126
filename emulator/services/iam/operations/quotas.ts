import { AwsError } from '../../../edge/aws-error.ts';
import type { Identity, IdentityKind, User } from '../state/iam-state.ts';
import { KIND_NAMES } from './kind-names.ts';

/** Characters of all inline policies of one identity together; white space is not counted (IAM user guide, "IAM quotas"). */
const INLINE: Readonly<Record<IdentityKind, number>> = { role: 10_240, user: 2048, group: 5120 };
const MANAGED = 6144;
const TRUST = 2048;
/** Managed policies of one identity. */
const ATTACHED = 10;

function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceededException', message);
}

function size(document: string): number {
  return document.replace(/\s/g, '').length;
}

/** Throws `LimitExceededException` if an identity's inline policies would become too large. */
export function checkInlineQuota(kind: IdentityKind, owner: Identity, name: string, document: string): void {
  const others = [...owner.inline].filter(([other]) => other !== name);
  const total = others.reduce((sum, [, text]) => sum + size(text), size(document));
  if (total > INLINE[kind])
    throw limitExceeded(`Maximum policy size of ${INLINE[kind]} bytes exceeded for ${kind} ${owner.name}`);
}

export function checkManagedQuota(document: string): void {
  if (size(document) > MANAGED) throw limitExceeded(`Cannot exceed quota for PolicySize: ${MANAGED}`);
}

export function checkTrustQuota(document: string): void {
  if (size(document) > TRUST) throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${TRUST}`);
}

export function checkAttachedQuota(kind: IdentityKind, { attached }: Identity, arn: string): void {
  if (attached.has(arn) || attached.size < ATTACHED) return;
  throw limitExceeded(`Cannot exceed quota for PoliciesPer${KIND_NAMES[kind]}: ${ATTACHED}`);
}

/** Groups that one user may be in. */
const GROUPS = 10;

/** Throws `LimitExceededException` if the user is in too many groups. */
export function checkGroupQuota({ groups }: User, group: string): void {
  if (groups.has(group) || groups.size < GROUPS) return;
  throw limitExceeded(`Cannot exceed quota for GroupsPerUser: ${GROUPS}`);
}
