import type { ContextKeys } from './context-keys.ts';

/** A request to a statement: the action in lower case, an ARN or `*`, and the principal, for policies that name principals. */
export interface Asked {
  action: string;
  resource: string;
  principal: Principals | undefined;
  keys: ContextKeys;
}

/** Whether a statement applies to a request. */
export type StatementTest = (asked: Asked) => boolean;

/** A statement in normal form: everything that may be a text or a list is a list, and `Not…` elements are separate. */
export interface Statement {
  sid: string | undefined;
  effect: 'Allow' | 'Deny';
  actions: readonly string[] | undefined;
  notActions: readonly string[] | undefined;
  resources: readonly string[] | undefined;
  notResources: readonly string[] | undefined;
  principals: Principals | undefined;
  notPrincipals: Principals | undefined;
  conditions: readonly Condition[];
  /** Whether the document's version has policy variables: only 2012-10-17 does. */
  variables: boolean;
  /** Whether the statement applies to a request. */
  applies: StatementTest;
}

/** Who a statement is about, by kind (`AWS`, `Service`, `Federated`, `CanonicalUser`); `*` stands for `{ AWS: ['*'] }`. */
export type Principals = Readonly<Record<string, readonly string[]>>;

export interface Condition {
  /** `StringEquals`, `ForAnyValue:StringLike`, `NumericLessThanIfExists` … as written. */
  operator: string;
  key: string;
  values: readonly string[];
}
