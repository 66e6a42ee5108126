/** What a parameter may be, beside its type. Lengths are meant where the type is no number. */
export interface Limits {
  readonly needed?: boolean;
  readonly pattern?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly oneOf?: readonly string[];
  /** A table: of an ARN, the limits are those of the name in it. */
  readonly table?: true | undefined;
}

/** The type of a parameter and its limits. */
export type Shape = Limits &
  (
    | { readonly type: 'String' | 'Boolean' | 'Integer' | 'Long' | 'Value' }
    | { readonly type: 'List'; readonly of: Shape; readonly parameterized?: boolean }
    | {
        readonly type: 'Map';
        readonly of: Shape;
        /** The class of what is in it, as AWS's messages name it. */
        readonly name: string;
        readonly keys?: Limits;
        readonly values?: Limits;
        /** AWS's reader has other words for what is no map here. */
        readonly parameterized?: boolean;
      }
    | Structure
  );

export interface Structure extends Limits {
  readonly type: 'Structure';
  /** Its class, as AWS's messages name it. */
  readonly name: string;
  /** In the order in which AWS speaks of them. */
  readonly members: Readonly<Record<string, Shape>>;
}

export const text: Shape = { type: 'String' };
export const flag: Shape = { type: 'Boolean' };
export const value: Shape = { type: 'Value' };

export function textOf(limits: Limits): Shape {
  return { type: 'String', ...limits };
}

export function oneOf(...values: readonly string[]): Shape {
  return { type: 'String', oneOf: values };
}

export function listOf(of: Shape, limits: Limits = {}): Shape {
  return { type: 'List', of, ...limits };
}

export function structure(name: string, members: Structure['members'], limits: Limits = {}): Structure {
  return { type: 'Structure', name, members, ...limits };
}

/** Attributes by name. */
export function attributes(limits: Limits = {}): Shape {
  return { type: 'Map', name: 'AttributeValue', of: value, ...limits };
}

/** The same, with a value that must be there. */
export function needed<Kind extends Shape>(shape: Kind): Kind {
  return { ...shape, needed: true };
}
