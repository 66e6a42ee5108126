import { AwsError, notImplemented } from '../../../edge/aws-error.ts';
import { awsManaged } from '../state/aws-managed.ts';
import type { ManagedPolicy } from '../state/iam-state.ts';
import { type IamStore, lastName } from '../state/iam-store.ts';
import { checkArn } from './policy-arn.ts';

/** Whether the policy exists. Throws 501 for one of AWS's own that the engine lacks, because "not found" would be untrue. */
export function isPolicy({ state }: IamStore, arn: string): boolean {
  if (state.policies.has(arn) || awsManaged.has(arn)) return true;
  if (arn.startsWith('arn:aws:iam::aws:policy/')) throw notImplemented(`The AWS managed policy ${arn}`);
  return false;
}

/** The managed policy, the account's or AWS's own, or AWS's error about an unknown one. */
export function foundPolicy(store: IamStore, arn = ''): ManagedPolicy {
  checkArn(arn);
  const policy = isPolicy(store, arn) ? (store.state.policies.get(arn) ?? managedByAws(arn)) : undefined;
  if (!policy) throw new AwsError('NoSuchEntityException', `Policy ${arn} was not found.`);
  return policy;
}

/** The account's own managed policy, for a call that changes it. Nobody may change AWS's. */
export function ownPolicy(store: IamStore, arn = ''): ManagedPolicy {
  const policy = foundPolicy(store, arn);
  if (arn.startsWith('arn:aws:iam::aws:')) {
    throw new AwsError('AccessDeniedException', `Policy is outside your own account.`);
  }
  return policy;
}

function managedByAws(arn: string): ManagedPolicy | undefined {
  const document = awsManaged.get(arn);
  if (document === undefined) return undefined;
  const createDate = new Date('2015-02-06T18:40:00Z');
  return {
    name: lastName(arn),
    path: arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1),
    id: 'ANPAAWSMANAGEDPOLICY0',
    arn,
    description: undefined,
    createDate,
    updateDate: createDate,
    tags: new Map(),
    defaultVersion: 'v1',
    lastVersion: 1,
    versions: new Map([['v1', { document, createDate }]]),
  };
}
