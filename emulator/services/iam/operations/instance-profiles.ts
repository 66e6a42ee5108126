import type {
  CreateInstanceProfileCommandInput,
  DeleteInstanceProfileCommandInput,
  GetInstanceProfileCommandInput,
  ListInstanceProfilesCommandInput,
  ListInstanceProfilesForRoleCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import type { InstanceProfile } from '../state/iam-state.ts';
import type { IamStore } from '../state/iam-store.ts';
import {
  authorizeTags,
  type IamDependencies,
  iamArn,
  isTaken,
  mustFirst,
  resourceTags,
  roleNamed,
  uniqueId,
} from './identities.ts';
import { page } from './paging.ts';
import { briefRole } from './roles.ts';
import { tagged, tagList } from './tag-rules.ts';

/** The resource of a call about an instance profile. */
export function aboutProfile({ store, accountId }: Pick<IamDependencies, 'store' | 'accountId'>) {
  const found = (name = '') => store.state.instanceProfiles.get(name);
  return {
    resource: ({ InstanceProfileName }: { InstanceProfileName?: string | undefined }) =>
      found(InstanceProfileName)?.arn ?? iamArn(accountId, 'instance-profile', InstanceProfileName),
    conditionKeys: ({ InstanceProfileName }: { InstanceProfileName?: string | undefined }) =>
      resourceTags(found(InstanceProfileName)),
  };
}

/** The instance profile, or AWS's error about an unknown one. */
export function profileNamed({ state }: IamStore, name = ''): InstanceProfile {
  const profile = state.instanceProfiles.get(name);
  if (!profile) throw new AwsError('NoSuchEntityException', `Instance Profile ${name} cannot be found.`);
  return profile;
}

/** CreateInstanceProfile, GetInstanceProfile, ListInstanceProfiles, ListInstanceProfilesForRole, DeleteInstanceProfile. */
export function instanceProfileOperations(
  dependencies: IamDependencies,
): Record<string, Operation<object, object>> {
  const { store, accountId, now, random } = dependencies;
  const about = aboutProfile(dependencies);
  const shown = (profile: InstanceProfile) => profileType(store, profile);

  return {
    CreateInstanceProfile: operation<CreateInstanceProfileCommandInput, object>({
      honours: { InstanceProfileName: true, Path: true, Tags: true },
      resource: ({ InstanceProfileName, Path = '/' }) =>
        iamArn(accountId, 'instance-profile', InstanceProfileName, Path),
      run({ InstanceProfileName: name = '', Path: path = '/', Tags }, call) {
        const arn = iamArn(accountId, 'instance-profile', name, path);
        authorizeTags(call, 'iam:TagInstanceProfile', arn, Tags);
        if (isTaken(store.state.instanceProfiles, name))
          throw new AwsError('EntityAlreadyExistsException', `Instance Profile ${name} already exists.`);
        const profile: InstanceProfile = {
          name,
          path,
          id: uniqueId(random, 'AIPA'),
          arn,
          createDate: now(),
          tags: tagged(new Map(), Tags, 'insensitive'),
          role: undefined,
        };
        store.commit.putInstanceProfile(profile);
        return { InstanceProfile: { ...shown(profile), ...tagsOf(profile) } };
      },
    }),
    GetInstanceProfile: operation<GetInstanceProfileCommandInput, object>({
      honours: { InstanceProfileName: true },
      ...about,
      run({ InstanceProfileName }) {
        const profile = profileNamed(store, InstanceProfileName);
        return { InstanceProfile: { ...shown(profile), ...tagsOf(profile) } };
      },
    }),
    ListInstanceProfiles: operation<ListInstanceProfilesCommandInput, object>({
      honours: { PathPrefix: true, Marker: true, MaxItems: true },
      run(input) {
        const { PathPrefix = '/' } = input;
        const all = [...store.state.instanceProfiles.values()].filter(({ path }) =>
          path.startsWith(PathPrefix),
        );
        const { entries, ...rest } = page(all, ({ name }) => name, input);
        return { InstanceProfiles: entries.map(shown), ...rest };
      },
    }),
    ListInstanceProfilesForRole: operation<ListInstanceProfilesForRoleCommandInput, object>({
      honours: { RoleName: true, Marker: true, MaxItems: true },
      resource: ({ RoleName }) =>
        store.state.roles.get(RoleName ?? '')?.arn ?? iamArn(accountId, 'role', RoleName),
      conditionKeys: ({ RoleName }) => resourceTags(store.state.roles.get(RoleName ?? '')),
      run(input) {
        const { name: wanted } = roleNamed(store, input.RoleName);
        const all = [...store.state.instanceProfiles.values()].filter(({ role }) => role === wanted);
        const { entries, ...rest } = page(all, ({ name }) => name, input);
        return { InstanceProfiles: entries.map(shown), ...rest };
      },
    }),
    DeleteInstanceProfile: operation<DeleteInstanceProfileCommandInput, object>({
      honours: { InstanceProfileName: true },
      ...about,
      run({ InstanceProfileName }) {
        const { name, role } = profileNamed(store, InstanceProfileName);
        if (role !== undefined) throw mustFirst('remove roles from instance profile');
        store.commit.removeInstanceProfile({ name });
        return {};
      },
    }),
  };
}

/** A profile as lists show it: without tags. */
function profileType({ state }: IamStore, profile: InstanceProfile): object {
  const role = state.roles.get(profile.role ?? '');
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: profile.createDate,
    Roles: role ? [briefRole(role)] : [],
  };
}

function tagsOf({ tags }: InstanceProfile): object {
  return tags.size > 0 ? { Tags: tagList(tags) } : {};
}
