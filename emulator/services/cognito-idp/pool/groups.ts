import type { GroupType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Group, Pool } from '../state/state.ts';

/** The group of that name. Throws `ResourceNotFoundException`. */
export function findGroup(pool: Pool, name: string | undefined): Group {
  const group = pool.groups.get(name ?? '');
  if (!group) throw new AwsError('ResourceNotFoundException', 'Group not found.');
  return group;
}

/** A group as the API shows it. */
export function groupType(pool: Pool, group: Group): GroupType {
  return {
    GroupName: group.name,
    UserPoolId: pool.id,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    LastModifiedDate: new Date(group.modifiedAt),
    CreationDate: new Date(group.createdAt),
  };
}
