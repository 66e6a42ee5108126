import type { AttributeValue } from '../values/attribute-value.ts';

/** Where a piece of a statement begins and ends in its text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A path: an attribute's name, then names in maps and positions in lists. */
export interface PathTerm {
  readonly kind: 'path';
  readonly path: readonly (string | number)[];
  readonly at: Place;
}

export interface LiteralTerm {
  readonly kind: 'literal';
  /** Undefined for `MISSING`. */
  readonly value: AttributeValue | undefined;
  readonly at: Place;
}

/** A `?`, by its number among those of the statement. */
export interface ParameterTerm {
  readonly kind: 'parameter';
  readonly index: number;
  readonly at: Place;
}

/** `[…]` or `(…, …)`, and `<<…>>`. */
export interface CollectionTerm {
  readonly kind: 'list' | 'bag';
  readonly members: readonly Term[];
  readonly at: Place;
}

/** `{…}`. */
export interface StructTerm {
  readonly kind: 'struct';
  readonly members: readonly (readonly [name: Term, value: Term])[];
  readonly at: Place;
}

/** A function; its name is in small letters. */
export interface CallTerm {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Term[];
  readonly at: Place;
}

export type Operator =
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | 'AND'
  | 'OR'
  | 'NOT'
  | 'IN'
  | 'BETWEEN';

export interface OperationTerm {
  readonly kind: 'operation';
  readonly operator: Operator;
  readonly args: readonly Term[];
  readonly at: Place;
}

/** `IS MISSING`, `IS NULL`, `IS STRING` …; the name of the type is in capitals. */
export interface TypeTerm {
  readonly kind: 'is';
  readonly subject: Term;
  readonly type: string;
  readonly at: Place;
}

export type Term =
  | PathTerm
  | LiteralTerm
  | ParameterTerm
  | CollectionTerm
  | StructTerm
  | CallTerm
  | OperationTerm
  | TypeTerm;

/** What a write is to show: `RETURNING ALL OLD *`. */
export type Returning = 'ALL OLD *' | 'ALL NEW *' | 'MODIFIED OLD *' | 'MODIFIED NEW *';

export interface SelectStatement {
  readonly kind: 'select';
  /** Undefined for `*`. */
  readonly columns: readonly PathTerm[] | undefined;
  readonly table: string;
  readonly index: string | undefined;
  readonly where: Term | undefined;
  readonly order: readonly { readonly key: Term; readonly descending: boolean }[];
}

export interface InsertStatement {
  readonly kind: 'insert';
  readonly table: string;
  readonly value: Term;
}

export interface UpdateStatement {
  readonly kind: 'update';
  readonly table: string;
  /** A `REMOVE` has no value. */
  readonly changes: readonly { readonly target: PathTerm; readonly value: Term | undefined }[];
  readonly where: Term | undefined;
  readonly returning: Returning | undefined;
}

export interface DeleteStatement {
  readonly kind: 'delete';
  readonly table: string;
  readonly where: Term | undefined;
  readonly returning: Returning | undefined;
}

/** `EXISTS(SELECT …)`: a condition of a transaction. */
export interface ExistsStatement {
  readonly kind: 'exists';
  readonly table: string;
  readonly select: SelectStatement;
}

export type WriteStatement = InsertStatement | UpdateStatement | DeleteStatement;
export type Statement = SelectStatement | WriteStatement | ExistsStatement;

/** A statement that was read, with how many parameters it has. */
export interface ParsedStatement {
  readonly text: string;
  readonly statement: Statement;
  readonly parameters: number;
}
