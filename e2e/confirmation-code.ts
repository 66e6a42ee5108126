import { outputs } from './environment.ts';

interface Mail {
  code: string;
  purpose: string;
}

/**
 * The newest code that was mailed to an address. No mail leaves the machine: the engine keeps it in an inbox, which
 * answers as soon as there is one, within 10 seconds.
 */
export async function confirmationCode(email: string, purpose = 'SignUp'): Promise<string> {
  const response = await fetch(
    `${outputs.endpoint}/_gatehouse/inbox?to=${encodeURIComponent(email)}&wait=10`,
  );
  const mail = ((await response.json()) as Mail[]).find((candidate) => candidate.purpose === purpose);
  if (!mail) throw new Error(`No mail of ${purpose} came for ${email}.`);
  return mail.code;
}
