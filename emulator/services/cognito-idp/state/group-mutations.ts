import { personOf } from './person-mutations.ts';
import { poolOf } from './pool-mutations.ts';
import type { CognitoState, Group } from './state.ts';

/** Changes of groups and their members. */
export const groupMutations = {
  putGroup(state: CognitoState, { poolId, group }: { poolId: string; group: Group }): void {
    poolOf(state, poolId).groups.set(group.name, group);
  },
  deleteGroup(state: CognitoState, { poolId, name }: { poolId: string; name: string }): void {
    const pool = poolOf(state, poolId);
    pool.groups.delete(name);
    for (const person of pool.people.order) {
      if (person.groups.includes(name)) person.groups = person.groups.filter((group) => group !== name);
    }
  },
  setGroups(state: CognitoState, args: { poolId: string; sub: string; groups: string[]; at: number }): void {
    const person = personOf(state, args);
    person.groups = args.groups;
    person.modifiedAt = args.at;
  },
};
