import { expect, test } from '@jest/globals';
import { confirmation } from './confirmation-code.ts';
import { confirmedPerson, credentialOf } from './person.ts';

test(`confirmation codes come from ${confirmation.said}`, async () => {
  expect(await credentialOf(await confirmedPerson())).toMatch(/^[A-Za-z0-9+/]+=*$/);
});
