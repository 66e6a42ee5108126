import type { Person } from './person.ts';

/**
 * The people of a pool and the ways to find one. Each index answers in the same time however many there are; only this folder's mutations
 * keep them in step.
 */
export interface People {
  readonly byUsername: Map<string, Person>;
  readonly bySub: Map<string, Person>;
  /** Names to sign in with besides the username: `email:ann@example.com`. */
  readonly byAlias: Map<string, Person>;
  /** All people with an address, whether they sign in with it or not: for ListUsers' filters. */
  readonly byAddress: Map<string, Set<Person>>;
  /** By rising `sequence`. */
  readonly order: Person[];
  nextSequence: number;
}

/** Which attributes are sign-in names, and whether case matters: the keys of the indexes depend on it. */
export interface Naming {
  readonly caseSensitive: boolean;
  readonly usernameAttributes: readonly string[];
  readonly aliasAttributes: readonly string[];
}

/** An empty pool. */
export function noPeople(): People {
  return {
    byUsername: new Map(),
    bySub: new Map(),
    byAlias: new Map(),
    byAddress: new Map(),
    order: [],
    nextSequence: 1,
  };
}

/** The key of a username in a pool. */
export function usernameKey({ caseSensitive }: Naming, username: string): string {
  return caseSensitive ? username : username.toLowerCase();
}

/** The key of an attribute's value, in `byAlias` and in `byAddress`. */
export function aliasKey({ caseSensitive }: Naming, attribute: string, value: string): string {
  return `${attribute}:${caseSensitive ? value : value.toLowerCase()}`;
}

/**
 * The aliases of a person: username attributes always, alias attributes once verified (`preferred_username` needs no verification).
 * Developer guide, "Customizing sign-in attributes".
 */
export function aliasKeys(naming: Naming, { attributes }: Pick<Person, 'attributes'>): string[] {
  const keys: string[] = [];
  for (const attribute of ['email', 'phone_number', 'preferred_username']) {
    const value = attributes[attribute];
    if (!value) continue;
    const verified = attribute === 'preferred_username' || attributes[`${attribute}_verified`] === 'true';
    const names = naming.usernameAttributes.includes(attribute);
    if (names || (verified && naming.aliasAttributes.includes(attribute))) {
      keys.push(aliasKey(naming, attribute, value));
    }
  }
  return keys;
}

/** Adds a person to every index. */
export function addPerson(people: People, naming: Naming, person: Person): void {
  people.byUsername.set(usernameKey(naming, person.username), person);
  people.bySub.set(person.sub, person);
  people.order.push(person);
  indexAttributes(people, naming, person);
}

/** Removes a person from every index. */
export function removePerson(people: People, naming: Naming, person: Person): void {
  unindexAttributes(people, naming, person);
  people.byUsername.delete(usernameKey(naming, person.username));
  people.bySub.delete(person.sub);
  people.order.splice(positionAfter(people, person.sequence - 1), 1);
}

/** Gives a person other attributes, and the indexes the new keys. */
export function replaceAttributes(
  people: People,
  naming: Naming,
  person: Person,
  attributes: Readonly<Record<string, string>>,
): void {
  unindexAttributes(people, naming, person);
  person.attributes = attributes;
  indexAttributes(people, naming, person);
}

/** The index in `order` of the first person whose sequence is above `sequence`. */
export function positionAfter({ order }: Pick<People, 'order'>, sequence: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((order[middle]?.sequence ?? 0) > sequence) high = middle;
    else low = middle + 1;
  }
  return low;
}

function indexAttributes(people: People, naming: Naming, person: Person): void {
  for (const key of aliasKeys(naming, person)) people.byAlias.set(key, person);
  for (const key of addressKeys(naming, person)) {
    const sharing = people.byAddress.get(key);
    if (sharing) sharing.add(person);
    else people.byAddress.set(key, new Set([person]));
  }
}

function unindexAttributes(people: People, naming: Naming, person: Person): void {
  for (const key of aliasKeys(naming, person)) {
    if (people.byAlias.get(key) === person) people.byAlias.delete(key);
  }
  for (const key of addressKeys(naming, person)) {
    const sharing = people.byAddress.get(key);
    sharing?.delete(person);
    if (sharing?.size === 0) people.byAddress.delete(key);
  }
}

function addressKeys(naming: Naming, { attributes }: Person): string[] {
  const keys: string[] = [];
  for (const attribute of ['email', 'phone_number']) {
    const value = attributes[attribute];
    if (value) keys.push(aliasKey(naming, attribute, value));
  }
  return keys;
}
