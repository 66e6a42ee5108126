import type { Tag } from '@aws-sdk/client-iam';
import { operation } from '../../../edge/operation.ts';
import type { Identity, IdentityKind } from '../state/iam-state.ts';
import { identitiesOf } from '../state/iam-store.ts';
import { boundaryKey, type IamDependencies, iamArn, identityNamed, resourceTags } from './identities.ts';
import { KIND_NAMES } from './kind-names.ts';

/** The inputs of the calls that roles, users and groups share; each has some of them. */
export interface IdentityInput {
  RoleName?: string;
  UserName?: string;
  GroupName?: string;
  PolicyName?: string;
  PolicyDocument?: string;
  PolicyArn?: string;
  PermissionsBoundary?: string;
  PathPrefix?: string;
  Tags?: Tag[];
  TagKeys?: string[];
  Marker?: string;
  MaxItems?: number;
}

/** Makes the operations of one kind of identity, with their common name, resource and condition keys. */
export function declareFor(kind: IdentityKind, { store, accountId }: IamDependencies) {
  const member = `${KIND_NAMES[kind]}Name` as const;
  const found = (input: IdentityInput) => identitiesOf(store.state, kind).get(input[member] ?? '');
  return {
    member,
    owner: (input: IdentityInput): Identity => identityNamed(store, kind, input[member] ?? ''),
    /** `changesRights`: policies can limit these calls to identities with a boundary. */
    declare: (
      more: readonly (keyof IdentityInput)[],
      run: (input: IdentityInput) => object,
      { changesRights = false }: { changesRights?: boolean } = {},
    ) =>
      operation<IdentityInput, object>({
        honours: Object.fromEntries([member, ...more].map((name) => [name, true])),
        resource: (input) => found(input)?.arn ?? iamArn(accountId, kind, input[member]),
        conditionKeys: (input) => ({
          ...resourceTags(found(input)),
          ...(changesRights && boundaryKey(input.PermissionsBoundary ?? found(input)?.boundary)),
          ...(input.PolicyArn !== undefined && { 'iam:PolicyARN': input.PolicyArn }),
        }),
        run,
      }),
  };
}
