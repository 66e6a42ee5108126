import type { ContextKeys } from './context-keys.ts';

/** What a statement is asked: the action in lower case, an ARN or `*`, and who, for policies that name principals. */
export interface Asked {
  action: string;
  resource: string;
  principal: Principals | undefined;
  keys: ContextKeys;
}

/** Whether a statement is about a request. */
export type StatementTest = (asked: Asked) => boolean;

/** A statement in one form: what may be a text or a list is a list, and `Not…` elements are kept apart. */
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
  /** Whether the document's version knows policy variables: 2012-10-17 does, and no other. */
  variables: boolean;
  /** Whether the statement is about a request. */
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
