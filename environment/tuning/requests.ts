import type { Outputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { gatesOf } from '../../provision/refusals.ts';
import type { Choices } from './choices.ts';
import type { MadeUpPeople } from './made-up-people.ts';

/** What makes the tuned function run once each time. */
export interface Requests {
  /** For a heading: what is sent. */
  readonly what: string;
  /** Sends one and returns how long its answer took, in milliseconds. Throws ReaderError unless it succeeds. */
  send(signal: AbortSignal): Promise<number>;
}

/** Chooses what makes a function run: for the authorizer the gated request, for the other a confirmation's event. */
export function requestsFor(role: Choices['role'], outputs: Outputs, people: MadeUpPeople): Requests {
  return role === 'authorizer' ? gatedRequests(outputs, people) : confirmations(people);
}

const SCHEME = 'basic';

/**
 * The scheme's name with some capital letters: `variant` from 0 to 31. It is the same scheme in any case (RFC 9110, section 11.1), but API
 * Gateway caches an authorizer's answer by the exact header, so each spelling is asked about again.
 */
function spelling(variant: number): string {
  return [...SCHEME].map((letter, at) => ((variant >> at) & 1 ? letter.toUpperCase() : letter)).join('');
}

function gatedRequests(outputs: Outputs, people: MadeUpPeople): Requests {
  const [gate] = gatesOf(outputs);
  const url = `${gate?.url}/users?count=1`;
  const spellings = 2 ** SCHEME.length;
  let sent = 0;
  let credential = '';
  return {
    what: `GET ${url}, with a credential that the gate has to ask about`,
    async send(signal) {
      const variant = sent++ % spellings;
      if (variant === 0) credential = await people.credentialOf(await people.add());
      const headers = { Authorization: `${spelling(variant)} ${credential}` };
      const began = performance.now();
      const response = await fetch(url, { headers, signal });
      await response.arrayBuffer();
      const took = performance.now() - began;
      if (response.ok) return took;
      throw new ReaderError(
        `The gate answered ${response.status} to a good credential: look at make logs F=authorizer, and at the origin.`,
      );
    },
  };
}

function confirmations(people: MadeUpPeople): Requests {
  return {
    what: 'Invoke, with the event that Cognito sends when somebody has confirmed',
    async send() {
      const began = performance.now();
      await people.add();
      return performance.now() - began;
    },
  };
}
