import type {
  AddRoleToInstanceProfileCommandInput,
  ListInstanceProfileTagsCommandInput,
  RemoveRoleFromInstanceProfileCommandInput,
  TagInstanceProfileCommandInput,
  UntagInstanceProfileCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { type IamDependencies, roleNamed } from './identities.ts';
import { aboutProfile, profileNamed } from './instance-profiles.ts';
import { page } from './paging.ts';
import { tagged, tagList, untagged } from './tag-rules.ts';

/** The role of an instance profile, at most one, and its tags. */
export function instanceProfileRoleOperations(
  dependencies: IamDependencies,
): Record<string, Operation<object, object>> {
  const { store } = dependencies;
  const about = aboutProfile(dependencies);

  return {
    AddRoleToInstanceProfile: operation<AddRoleToInstanceProfileCommandInput, object>({
      honours: { InstanceProfileName: true, RoleName: true },
      ...about,
      run({ InstanceProfileName, RoleName }, call) {
        const profile = profileNamed(store, InstanceProfileName);
        const { name, arn } = roleNamed(store, RoleName);
        // "The caller of this operation must be granted the PassRole permission on the IAM role" (API reference).
        call.authorize('iam:PassRole', arn, { 'iam:PassedToService': 'ec2.amazonaws.com' });
        if (profile.role !== undefined) {
          throw new AwsError(
            'LimitExceededException',
            'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
          );
        }
        store.commit.putInstanceProfile({ ...profile, role: name });
        return {};
      },
    }),
    RemoveRoleFromInstanceProfile: operation<RemoveRoleFromInstanceProfileCommandInput, object>({
      honours: { InstanceProfileName: true, RoleName: true },
      ...about,
      run({ InstanceProfileName, RoleName = '' }) {
        const profile = profileNamed(store, InstanceProfileName);
        if (profile.role !== RoleName)
          throw new AwsError('NoSuchEntityException', `The role with name ${RoleName} cannot be found.`);
        store.commit.putInstanceProfile({ ...profile, role: undefined });
        return {};
      },
    }),
    TagInstanceProfile: operation<TagInstanceProfileCommandInput, object>({
      honours: { InstanceProfileName: true, Tags: true },
      ...about,
      run({ InstanceProfileName, Tags }) {
        const profile = profileNamed(store, InstanceProfileName);
        store.commit.putInstanceProfile({ ...profile, tags: tagged(profile.tags, Tags, 'insensitive') });
        return {};
      },
    }),
    UntagInstanceProfile: operation<UntagInstanceProfileCommandInput, object>({
      honours: { InstanceProfileName: true, TagKeys: true },
      ...about,
      run({ InstanceProfileName, TagKeys }) {
        const profile = profileNamed(store, InstanceProfileName);
        store.commit.putInstanceProfile({ ...profile, tags: untagged(profile.tags, TagKeys, 'insensitive') });
        return {};
      },
    }),
    ListInstanceProfileTags: operation<ListInstanceProfileTagsCommandInput, object>({
      honours: { InstanceProfileName: true, Marker: true, MaxItems: true },
      ...about,
      run(input) {
        const { tags } = profileNamed(store, input.InstanceProfileName);
        const { entries, ...rest } = page(tagList(tags), ({ Key = '' }) => Key, input);
        return { Tags: entries, ...rest };
      },
    }),
  };
}
