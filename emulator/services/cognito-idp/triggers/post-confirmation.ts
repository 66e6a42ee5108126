import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';
import { runTrigger } from './run-trigger.ts';
import { triggerAttributes } from './user-attributes.ts';

/**
 * Calls the pool's PostConfirmation function about a person who is already confirmed. Its answer is ignored; its error reaches the client
 * while the person stays CONFIRMED. Developer guide, "Post confirmation Lambda trigger".
 */
export async function runPostConfirmation(
  cognito: Pick<Cognito, 'clock' | 'functions'>,
  call: Call,
  {
    pool,
    person,
    clientId,
    clientMetadata,
    source,
  }: {
    pool: Pool;
    person: Person;
    clientId: string | undefined;
    clientMetadata: Record<string, string> | undefined;
    source: 'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword';
  },
): Promise<void> {
  await runTrigger(cognito, call, {
    trigger: 'PostConfirmation',
    source,
    pool,
    userName: person.username,
    clientId,
    request: {
      userAttributes: triggerAttributes(pool, person),
      ...(clientMetadata && { clientMetadata }),
    },
    response: {},
  });
}
