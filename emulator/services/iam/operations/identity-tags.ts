import type { Operation } from '../../../edge/operation.ts';
import { declareFor } from './declare-for.ts';
import type { IamDependencies } from './identities.ts';
import { KIND_NAMES } from './kind-names.ts';
import { page } from './paging.ts';
import { tagged, tagList, untagged } from './tag-rules.ts';

/** The tags of roles and of users: TagRole, UntagRole, ListRoleTags, TagUser and so on. Groups have none. */
export function identityTagOperations(
  kind: 'role' | 'user',
  dependencies: IamDependencies,
): Record<string, Operation<object, object>> {
  const { store } = dependencies;
  const Kind = KIND_NAMES[kind];
  const { declare, owner } = declareFor(kind, dependencies);

  return {
    [`Tag${Kind}`]: declare(['Tags'], (input) => {
      const { name, tags } = owner(input);
      store.commit.setTags({ kind, owner: name, tags: tagged(tags, input.Tags, 'insensitive') });
      return {};
    }),
    [`Untag${Kind}`]: declare(['TagKeys'], (input) => {
      const { name, tags } = owner(input);
      store.commit.setTags({ kind, owner: name, tags: untagged(tags, input.TagKeys, 'insensitive') });
      return {};
    }),
    [`List${Kind}Tags`]: declare(['Marker', 'MaxItems'], (input) => {
      const { entries, ...rest } = page(tagList(owner(input).tags), ({ Key = '' }) => Key, input);
      return { Tags: entries, ...rest };
    }),
  };
}
