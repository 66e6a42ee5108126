import type { Faker } from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';

/** A fake person: the fields that `profile()` of Python's Faker gives, in its order. */
export interface FakePerson {
  job: string;
  company: string;
  /** Looks like a US social security number; first three digits from 900 to 999 are never issued. */
  ssn: string;
  residence: string;
  /** Latitude and longitude in degrees. Python's Faker gives decimals; these are numbers. */
  current_location: [number, number];
  blood_group: string;
  /** One to four addresses. */
  website: string[];
  username: string;
  name: string;
  sex: 'F' | 'M';
  address: string;
  mail: string;
  /** `YYYY-MM-DD`. Python's Faker gives a date. */
  birthdate: string;
}

/** People in the origin's world, numbered from 1: each depends only on their number, so they never change. */
const POPULATION = 100_000;

/** Bounds of the number of people if none was asked for. */
const DEFAULT_COUNT = { min: 1, max: 10 };

/** Births lie between these, fixed so that a person does not depend on the day. */
const BIRTHS = { from: '1911-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' };

const BLOOD_GROUPS = ['A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', 'O+', 'O-'];

/**
 * Draws different people of the world at random.
 * @param seed 0 to 4294967295; the same seed draws the same people.
 * @param count 0 to 100; by default drawn too, from 1 to 10. A longer list of a seed begins with the shorter one.
 */
export function drawPeople(seed: number, count?: number): FakePerson[] {
  const faker = newFaker();
  faker.seed(seed);
  // Drawn in any case, so that the requested count does not change who comes.
  const drawnCount = faker.number.int(DEFAULT_COUNT);
  const numbers = new Set<number>();
  while (numbers.size < (count ?? drawnCount)) numbers.add(faker.number.int({ min: 1, max: POPULATION }));
  return [...numbers].map((number) => makePerson(faker, number));
}

/** Returns the person with this username, as every list shows them; `undefined` if there is none. */
export function findPerson(username: string): FakePerson | undefined {
  const number = Number(/^[a-z]+([1-9]\d{0,5})$/.exec(username)?.[1]);
  if (!(number <= POPULATION)) return undefined;
  const person = makePerson(newFaker(), number);
  return person.username === username ? person : undefined;
}

/**
 * Each request has its own generator, because seeding a shared one would let requests disturb each other. The class comes from the English
 * generator, because the package's main module loads every language.
 */
function newFaker(): Faker {
  const EnglishFaker = english.constructor as typeof Faker;
  return new EnglishFaker({ locale: english.rawDefinitions });
}

function makePerson(faker: Faker, number: number): FakePerson {
  faker.seed(number);
  const sex = faker.helpers.arrayElement(['F', 'M'] as const);
  const first = faker.person.firstName(sex === 'F' ? 'female' : 'male');
  const last = faker.person.lastName();
  const username = `${first.charAt(0)}${last}`.toLowerCase().replace(/[^a-z]/g, '') + number;
  return {
    job: faker.person.jobTitle(),
    company: faker.company.name(),
    ssn: `9${faker.string.numeric(2)}-${faker.string.numeric(2)}-${faker.string.numeric(4)}`,
    residence: makeAddress(faker),
    current_location: [faker.location.latitude({ precision: 6 }), faker.location.longitude({ precision: 6 })],
    blood_group: faker.helpers.arrayElement(BLOOD_GROUPS),
    website: faker.helpers.multiple(() => faker.internet.url({ appendSlash: true, protocol: 'https' }), {
      count: { min: 1, max: 4 },
    }),
    username,
    name: `${first} ${last}`,
    sex,
    address: makeAddress(faker),
    mail: `${username}@${faker.internet.exampleEmail().split('@')[1]}`,
    birthdate: faker.date.between(BIRTHS).toISOString().slice(0, 10),
  };
}

function makeAddress(faker: Faker): string {
  const { location } = faker;
  return `${location.streetAddress()}\n${location.city()}, ${location.state({ abbreviated: true })} ${location.zipCode('#####')}`;
}
