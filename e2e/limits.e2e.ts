import { expect, test } from '@jest/globals';
import { gates, outputs } from './environment.ts';
import { callGate } from './gate-call.ts';
import { rotate } from './own-credential.ts';
import { confirmedPerson, signIn } from './person.ts';

const { quota = 0 } = outputs;
const [gate] = gates;

/** A test that needs a quota; skipped, visibly, without a quota or with a very large one. */
const testWithQuota = quota > 0 && quota <= 1000 ? test : test.skip;

testWithQuota(
  'a person runs dry, a new credential does not help, and another person does not mind',
  async () => {
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
  },
);
