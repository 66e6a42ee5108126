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
  /** Where allowed requests go: an address, or the resource that will have one. */
  readonly origin: string | Node<{ url: string }>;
  readonly add: Add;
}

/** An API that is reached by the name of its stage. */
export interface LiveApi {
  readonly api: Node<{ id: string }>;
  readonly live: Node<{ name: string }>;
}
