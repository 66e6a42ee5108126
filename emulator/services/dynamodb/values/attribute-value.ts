/** A value as it goes over the wire: exactly one member is there. Numbers are text, binary values base64. */
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly L?: readonly AttributeValue[];
  readonly M?: Item;
}

export type ValueType = keyof AttributeValue;

/** Attributes by name. Never changed once stored or read: changes make a copy. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** The types of values. */
export const VALUE_TYPES: readonly ValueType[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'];

/** The type of a value that was checked. */
export function typeOf(value: AttributeValue): ValueType {
  for (const type in value) return type as ValueType;
  throw new Error('A value without a type was let through.');
}

/** An attribute of an item; undefined when it is not there, whatever its name (`constructor`, `__proto__`). */
export function attribute(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** A copy for changes, in which every name is an attribute's, `__proto__` too. */
export function copyOf(item: Item): Record<string, AttributeValue> {
  return Object.assign(Object.create(null), item);
}

/** The members of a set of any type, undefined for a value that is none. */
export function membersOf(value: AttributeValue): readonly string[] | undefined {
  return value.SS ?? value.NS ?? value.BS;
}
