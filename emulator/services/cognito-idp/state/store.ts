import { defineStore, type Store } from '../../../store/store.ts';
import { codeMutations } from './code-mutations.ts';
import { groupMutations } from './group-mutations.ts';
import { messageMutations } from './message-mutations.ts';
import { mfaMutations } from './mfa-mutations.ts';
import { oauthMutations } from './oauth-mutations.ts';
import { personMutations } from './person-mutations.ts';
import { poolMutations } from './pool-mutations.ts';
import type { CognitoState } from './state.ts';

/** The store of Cognito's state. */
export const cognitoStore = defineStore({
  name: 'cognito-idp',
  initial: (): CognitoState => ({ pools: new Map(), poolOfClient: new Map(), messages: [] }),
  mutations: {
    ...poolMutations,
    ...personMutations,
    ...codeMutations,
    ...groupMutations,
    ...messageMutations,
    ...mfaMutations,
    ...oauthMutations,
  },
});

export type CognitoStore = Store<CognitoState, typeof cognitoStore.mutations>;
