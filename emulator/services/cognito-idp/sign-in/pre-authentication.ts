import type { Cognito } from '../cognito.ts';
import type { Person } from '../state/person.ts';
import { runTrigger } from '../triggers/run-trigger.ts';
import { triggerAttributes } from '../triggers/user-attributes.ts';
import type { Attempt } from './attempt.ts';
import { hidesExistence } from './errors.ts';

/**
 * Asks the pool's PreAuthentication function whether a sign-in may continue. Where existence is hidden it asks for unknown names too, and
 * says so (developer guide, "Pre authentication Lambda trigger", `userNotFound`).
 */
export async function runPreAuthentication(
  cognito: Pick<Cognito, 'clock' | 'functions'>,
  { call, pool, client, username, validationData }: Attempt,
  person: Person | undefined,
): Promise<void> {
  await runTrigger(cognito, call, {
    trigger: 'PreAuthentication',
    source: 'PreAuthentication_Authentication',
    pool,
    userName: person?.username ?? username,
    clientId: client.id,
    request: {
      userAttributes: person ? triggerAttributes(pool, person) : {},
      ...(validationData && { validationData }),
      ...(hidesExistence(client) && { userNotFound: !person }),
    },
    response: {},
  });
}
