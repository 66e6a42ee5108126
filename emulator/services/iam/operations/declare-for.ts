import type { Tag } from '@aws-sdk/client-iam';
import { operation } from '../../../edge/operation.ts';
import type { Identity, IdentityKind } from '../state/iam-state.ts';
import { identitiesOf } from '../state/iam-store.ts';
import { boundaryKey, type IamDependencies, iamArn, identityNamed, resourceTags } from './identities.ts';
import { KIND_NAMES } from './kind-names.ts';

/** The inputs of the calls that roles, users and groups have in common, of which each has some. */
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

/** Makes the operations of one kind of identity: with the name, the resource and the condition keys that they all have. */
export function declareFor(kind: IdentityKind, { store, accountId }: IamDependencies) {
  const member = `${KIND_NAMES[kind]}Name` as const;
  const found = (input: IdentityInput) => identitiesOf(store.state, kind).get(input[member] ?? '');
  return {
    member,
    owner: (input: IdentityInput): Identity => identityNamed(store, kind, input[member] ?? ''),
    /** `changesRights`: the calls that change what the identity may do can be limited to identities with a boundary. */
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
