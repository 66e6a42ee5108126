import { test } from '@jest/globals';
import { chooseConfirmationWay } from './confirmation-way.ts';
import { outputs } from './environment.ts';
import { codeFromLog } from './log-code.ts';

interface Mail {
  code: string;
  purpose: string;
}

/** How codes are come by on this target. */
export const confirmation = await chooseConfirmationWay(outputs.target, process.env);

/** A test that needs a code; left out, and shown so, where none can be had. */
export const testWithCode = confirmation.way === 'admin' ? test.skip : test;

/**
 * The newest code that was mailed to a person. The engine keeps its mail in an inbox, which answers as soon as there is one,
 * within 10 seconds; LocalStack writes codes to its log. Throws where codes cannot be had.
 */
export async function confirmationCode(
  { email, sub }: { email: string; sub: string },
  purpose = 'SignUp',
): Promise<string> {
  if (confirmation.way === 'log') return codeFromLog(confirmation.container, [email, sub]);
  if (confirmation.way === 'admin') throw new Error('Confirmation codes cannot be had on this target.');
  const response = await fetch(
    `${outputs.endpoint}/_gatehouse/inbox?to=${encodeURIComponent(email)}&wait=10`,
  );
  const mail = ((await response.json()) as Mail[]).find((candidate) => candidate.purpose === purpose);
  if (!mail) throw new Error(`No mail of ${purpose} came for ${email}.`);
  return mail.code;
}
