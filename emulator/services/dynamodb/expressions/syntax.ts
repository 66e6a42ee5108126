/** A name as it is written: in itself, or as an alias of the request (`#x`). */
export type WrittenName = string | { readonly alias: string };

/** A path as it is written: names, and positions in lists as their digits. */
export interface WrittenPath {
  readonly kind: 'path';
  readonly steps: readonly (WrittenName | { readonly position: string })[];
}

/** A value of the request (`:x`). */
export interface WrittenValue {
  readonly kind: 'value';
  readonly alias: string;
}

/** A call of a function, or a sum or difference, whose name is its sign. */
export interface WrittenCall {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly WrittenOperand[];
}

export type WrittenOperand = WrittenPath | WrittenValue | WrittenCall;

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A comparison; `BETWEEN` has three operands, `IN` any number. */
export interface WrittenComparison {
  readonly kind: 'comparison';
  readonly operator: Comparator | 'BETWEEN' | 'IN';
  readonly args: readonly WrittenOperand[];
}

export interface WrittenConnection {
  readonly kind: 'and' | 'or' | 'not';
  readonly args: readonly WrittenCondition[];
}

/** A condition as it is written, before any name or value is looked up. */
export type WrittenCondition = WrittenConnection | WrittenComparison | WrittenCall;
