import type { Code, CodePurpose } from './person.ts';
import { personOf } from './person-mutations.ts';
import type { CognitoState } from './state.ts';

interface Which {
  poolId: string;
  sub: string;
  purpose: CodePurpose;
}

/** Changes of the codes sent to people: one is live for each purpose. */
export const codeMutations = {
  putCode(state: CognitoState, args: Which & { code: Code }): void {
    const person = personOf(state, args);
    person.codes = { ...person.codes, [args.purpose]: args.code };
  },
  /** Counts a request or a wrong code; starts again after the window. */
  countAttempt(
    state: CognitoState,
    args: Which & { kind: 'requests' | 'failures'; at: number; window: number },
  ): void {
    const person = personOf(state, args);
    const before = person.attempts[args.purpose];
    const counted =
      before && before.since + args.window > args.at ? before : { since: args.at, requests: 0, failures: 0 };
    person.attempts = {
      ...person.attempts,
      [args.purpose]: { ...counted, [args.kind]: counted[args.kind] + 1 },
    };
  },
  /** Deletes a code; its tries still count. */
  dropCode(state: CognitoState, args: Which): void {
    const person = personOf(state, args);
    const { [args.purpose]: _dropped, ...codes } = person.codes;
    person.codes = codes;
  },
};
