import { test } from '@jest/globals';
import { chooseConfirmationWay } from './confirmation-way.ts';
import { outputs } from './environment.ts';
import { codeFromLog } from './log-code.ts';

interface Mail {
  code: string;
  purpose: string;
}

/** How this target provides confirmation codes. */
export const confirmation = await chooseConfirmationWay(outputs.target, process.env);

/** A test that needs a code; skipped, visibly, on targets without codes. */
export const testWithCode = confirmation.way === 'admin' ? test.skip : test;

/**
 * Returns the newest code that was mailed to a person. The engine's inbox answers as soon as there is one, within 10 seconds; LocalStack
 * writes codes to its log. Throws on targets without codes.
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
