import type { Config } from '../config.ts';
import type { Node } from '../reconcile/declare.ts';
import type { Scope } from '../reconcile/scope.ts';
import type { Add } from './function.ts';

export interface GateInputs {
  readonly config: Config;
  readonly scope: Scope;
  readonly originSecret: string;
  /** The function that judges credentials. */
  readonly authorizer: Node<{ name: string; arn: string }>;
  /** The function that serves a person's own credential. */
  readonly credential: Node<{ name: string; arn: string }>;
  /** The user pool, whose people it serves. */
  readonly people: Node<{ id: string; arn: string }>;
  /** Their sign-in client. */
  readonly client: Node<{ id: string }>;
  /** Where allowed requests go: an address, or the resource that will have one. */
  readonly origin: string | Node<{ url: string }>;
  readonly add: Add;
}

/** Permissions to invoke that must exist before clients reach an API. */
export type Invokable = Readonly<Record<'mayAsk' | 'mayServe', Node<{ functionName: string }>>>;

/** An API with a stage as its address. */
export interface LiveApi {
  readonly api: Node<{ id: string }>;
  readonly live: Node<{ name: string }>;
}
