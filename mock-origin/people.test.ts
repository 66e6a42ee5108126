import { faker } from '@faker-js/faker/locale/en';
import { expect, test } from '@jest/globals';
import { drawPeople, findPerson } from './people.ts';

test('draws a person with the fields of Python’s Faker, in their order and form', () => {
  for (const person of drawPeople(7, 50)) {
    expect(Object.keys(person)).toEqual([
      'job',
      'company',
      'ssn',
      'residence',
      'current_location',
      'blood_group',
      'website',
      'username',
      'name',
      'sex',
      'address',
      'mail',
      'birthdate',
    ]);
    expect(person.ssn).toMatch(/^9\d{2}-\d{2}-\d{4}$/);
    const [latitude, longitude] = person.current_location;
    expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
    expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
    expect(person.blood_group).toMatch(/^(A|B|AB|O)[+-]$/);
    expect(person.website.length).toBeGreaterThanOrEqual(1);
    expect(person.website.length).toBeLessThanOrEqual(4);
    for (const website of person.website) expect(new URL(website).href).toBe(website);
    expect(person.sex).toMatch(/^[FM]$/);
    expect(person.address).toMatch(/^.+\n.+, [A-Z]{2} \d{5}$/);
    expect(person.residence).toMatch(/^.+\n.+, [A-Z]{2} \d{5}$/);
    expect(person.mail).toMatch(/^[a-z]+\d+@example\.(com|net|org)$/);
    expect(person.birthdate).toMatch(/^(19|20)\d\d-\d\d-\d\d$/);
    expect(JSON.parse(JSON.stringify(person))).toEqual(person);
  }
});

test('draws the same people from the same seed, and others from another', () => {
  expect(drawPeople(42)).toEqual(drawPeople(42));
  expect(drawPeople(42, 5)).not.toEqual(drawPeople(43, 5));
});

test('begins a longer list like a shorter one of the same seed, whether the number was drawn or asked for', () => {
  const drawn = drawPeople(42);
  expect(drawPeople(42, 10).slice(0, drawn.length)).toEqual(drawn);
});

test('draws 1 to 10 people without a number', () => {
  const counts = new Set(Array.from({ length: 200 }, (_, seed) => drawPeople(seed).length));
  expect([...counts].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('draws none and a hundred, and nobody twice', () => {
  expect(drawPeople(1, 0)).toEqual([]);
  expect(new Set(drawPeople(1, 100).map((person) => person.username)).size).toBe(100);
});

test('finds everyone in a list by username, just as they are in the list', () => {
  for (const person of drawPeople(3, 20)) expect(findPerson(person.username)).toEqual(person);
});

test.each(['', 'nobody', 'nobody1', '1', 'a0', 'a01', 'a100001', 'a999999', 'a1e3', 'A1', 'constructor'])(
  'calls nobody %j',
  (username) => {
    expect(findPerson(username)).toBeUndefined();
  },
);

test('leaves the package’s own generator alone', () => {
  faker.seed(1);
  const undisturbed = [faker.number.int(), faker.number.int()];
  faker.seed(1);
  const first = faker.number.int();
  drawPeople(99);
  expect([first, faker.number.int()]).toEqual(undisturbed);
});
