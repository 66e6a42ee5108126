import { expect, test } from '@jest/globals';
import type { Gate } from '../provision/refusals.ts';
import { gates, outputs } from './environment.ts';
import { callGate } from './gate-call.ts';
import { rotate } from './own-credential.ts';
import { confirmedPerson, signIn } from './person.ts';

const { quota = 0 } = outputs;
const rest = gates.find(({ kind }) => kind === 'rest');

/** A test that uses up a quota. Without one, or with a large one, it is skipped, visibly. */
const testWithQuota = rest && quota > 0 && quota <= 1000 ? test : test.skip;

testWithQuota(
  'stops a person who has used up their quota, with a new credential too, and no other person',
  async () => {
    const gate = rest as Gate;
    const [one, other] = await Promise.all([confirmedPerson(), confirmedPerson()]);
    const [mine, theirs] = await Promise.all([signIn(one), signIn(other)]);
    const [credential, another] = [await rotate(gate, mine.access), await rotate(gate, theirs.access)];
    const call = (which: string, headers: Record<string, string> = {}) =>
      callGate(gate, '/users?count=1', `Basic ${which}`, { headers });

    const statuses: number[] = [];
    for (let asked = 0; asked < quota; asked += 1) statuses.push((await call(credential)).status);
    expect(new Set(statuses)).toEqual(new Set([200]));

    const dry = { status: 429, text: '{"message":"Limit Exceeded"}' };
    const answer = await call(credential);
    expect(answer).toMatchObject(dry);
    expect(answer.headers.get('x-amzn-errortype')).toBe('LimitExceededException');
    expect(await call(credential, { 'x-api-key': other.sub })).toMatchObject(dry);
    expect(await call(await rotate(gate, mine.access))).toMatchObject(dry);
    expect((await call(another)).status).toBe(200);

    // HTTP APIs have no usage plans.
    const http = gates.find(({ kind }) => kind === 'http');
    if (http) expect((await callGate(http, '/users?count=1', `Basic ${another}`)).status).toBe(200);
  },
);
