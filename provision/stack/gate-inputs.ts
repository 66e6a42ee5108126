import type { Config } from '../config.ts';
import type { Node } from '../reconcile/declare.ts';
import type { Scope } from '../reconcile/scope.ts';
import type { Add } from './function.ts';

export interface GateInputs {
  readonly config: Config;
  readonly scope: Scope;
  readonly originSecret: string;
  /** The function that is asked whether a credential is good. */
  readonly authorizer: Node<{ name: string; arn: string }>;
  /** The function that serves a person's own credential. */
  readonly credential: Node<{ name: string; arn: string }>;
  /** The user pool, whose people are served. */
  readonly people: Node<{ id: string; arn: string }>;
  /** What they sign in by. */
  readonly client: Node<{ id: string }>;
  /** Where allowed requests go: an address, or the resource that will have one. */
  readonly origin: string | Node<{ url: string }>;
  readonly add: Add;
}

/** Permissions to invoke that an API must have before it is reached. */
export type Invokable = Readonly<Record<'mayAsk' | 'mayServe', Node<{ functionName: string }>>>;

/** An API that is reached by the name of its stage. */
export interface LiveApi {
  readonly api: Node<{ id: string }>;
  readonly live: Node<{ name: string }>;
}
