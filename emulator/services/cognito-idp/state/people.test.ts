import { deserialize, serialize } from 'node:v8';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addPerson,
  aliasKey,
  aliasKeys,
  type Naming,
  noPeople,
  type People,
  positionAfter,
  removePerson,
  replaceAttributes,
  usernameKey,
} from './people.ts';
import type { Person } from './person.ts';

const naming: fc.Arbitrary<Naming> = fc.record({
  caseSensitive: fc.boolean(),
  usernameAttributes: fc.subarray(['email']),
  aliasAttributes: fc.subarray(['email', 'phone_number', 'preferred_username']),
});
const attributes = fc.record(
  {
    email: fc.constantFrom('ann@example.com', 'Ann@Example.com', 'bob@example.com'),
    email_verified: fc.constantFrom('true', 'false'),
    phone_number: fc.constantFrom('+12025550123', '+12025550124'),
    phone_number_verified: fc.constantFrom('true', 'false'),
    preferred_username: fc.constantFrom('annie', 'bobby'),
  },
  { requiredKeys: [] },
);
const step = fc.record({
  kind: fc.constantFrom('add' as const, 'remove' as const, 'change' as const),
  which: fc.nat({ max: 20 }),
  attributes,
});

function personOf(people: People, given: Readonly<Record<string, string>>): Person {
  const { nextSequence: sequence } = people;
  people.nextSequence += 1;
  const sub = `sub-${sequence}`;
  return {
    sequence,
    sub,
    username: `Person-${sequence}`,
    attributes: { ...given, sub },
    status: 'CONFIRMED',
    enabled: true,
    createdAt: 0,
    modifiedAt: 0,
    codes: {},
    attempts: {},
    groups: [],
    sessions: new Map(),
  };
}

/** Every index must say what a scan of everybody says. */
function expectInStep(people: People, rules: Naming): void {
  const everybody = people.order;
  expect(everybody.map(({ sequence }) => sequence)).toEqual(
    everybody.map(({ sequence }) => sequence).sort((a, b) => a - b),
  );
  expect([...people.bySub.values()].sort()).toEqual([...everybody].sort());
  expect(people.byUsername.size).toBe(everybody.length);
  for (const person of everybody) {
    expect(people.byUsername.get(usernameKey(rules, person.username))).toBe(person);
    expect(people.order[positionAfter(people, person.sequence - 1)]).toBe(person);
    for (const attribute of ['email', 'phone_number']) {
      const value = person.attributes[attribute];
      if (value) expect(people.byAddress.get(aliasKey(rules, attribute, value))).toContain(person);
    }
  }
  const addressed = [...people.byAddress.values()].reduce((sum, set) => sum + set.size, 0);
  const addresses = everybody.flatMap(({ attributes: { email, phone_number } }) => [email, phone_number]);
  expect(addressed).toBe(addresses.filter((address) => address).length);
  for (const [key, person] of people.byAlias) {
    expect(everybody).toContain(person);
    expect(aliasKeys(rules, person)).toContain(key);
  }
}

test('keeps the indexes in step with the people through any changes', () => {
  fc.assert(
    fc.property(naming, fc.array(step, { maxLength: 30 }), (rules, steps) => {
      const people = noPeople();
      for (const { kind, which, attributes: given } of steps) {
        const person = people.order[which % Math.max(1, people.order.length)];
        if (kind === 'add' || !person) addPerson(people, rules, personOf(people, given));
        else if (kind === 'remove') removePerson(people, rules, person);
        else replaceAttributes(people, rules, person, { ...given, sub: person.sub });
        expectInStep(people, rules);
      }
    }),
    { numRuns: 60 },
  );
});

test('keeps the indexes pointing to the same person after a snapshot', () => {
  const rules: Naming = { caseSensitive: false, usernameAttributes: ['email'], aliasAttributes: [] };
  const before = noPeople();
  for (let index = 0; index < 3; index += 1) {
    addPerson(before, rules, personOf(before, { email: `p${index}@example.com` }));
  }
  const after: People = deserialize(serialize(before));
  expect(after).toEqual(before);
  expectInStep(after, rules);
});
