import list from './rest-bindings.json' with { type: 'json' };

/** By what a call to an operation of a REST service is told: the labels of its path may hold anything. */
export interface RestBinding {
  readonly operation: string;
  readonly method: string;
  /** Path and query, with `{Label}` and `{Greedy+}`. */
  readonly uri: string;
  /** Parameters of the query that the operation requires. */
  readonly query?: readonly string[];
  /** Headers that it requires, in small letters. */
  readonly headers?: readonly string[];
}

/** The operations of REST services that the engine does not have and LocalStack does, by the names of `OtherService`; made by `generate.ts`. */
export const restBindings: Readonly<Record<string, readonly RestBinding[]>> = list;
