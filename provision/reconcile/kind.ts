import type { Fields } from './fields.ts';
import type { Run } from './run.ts';
import type { Scope, Tags } from './scope.ts';

/** A statement of the policy that the deployer must have. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * A kind of resource: how to find, compare, make, change and remove it. `Props` is what the stack wants, `State` what the account shows,
 * `Outputs` what other resources need of it.
 *
 * Props may contain unknown values (unknown.ts) during a plan, never during an apply.
 */
export interface Kind<Props, State, Outputs> {
  /** Its name for people: `function`, `user pool`. */
  readonly type: string;
  /** It lives in another resource and goes with it: destroy skips it. */
  readonly part?: boolean;
  /** AWS makes a second one of the same name without an error: a create with an unknown result is not simply repeated. */
  readonly namesRepeat?: boolean;
  /** Nobody declared it: if it is found, it is removed. */
  readonly unwanted?: boolean;
  /** Data that is lost for good with it: `the people in it`. */
  readonly holds?: string;
  /** Fields that cannot change while it lives, each with why or what a new one costs. */
  readonly immutable?: Readonly<Record<string, string>>;
  /** Fields whose values are not shown. */
  readonly sensitive?: readonly string[];

  name(props: Props): string;
  /** What `observe` needs to know first: if any of it is unknown, the resource cannot exist yet. */
  identity(props: Props): readonly string[];
  /** Looks for the resource, changing nothing. More than one of the stack's own is an error. */
  observe(props: Props, run: Run): Promise<State | undefined>;
  wanted(props: Props, run: Run): Fields | Promise<Fields>;
  found(state: State, props: Props, run: Run): Fields;
  /** The resource's tags, if its kind has tags: they say whose it is. */
  tags?(state: State): Tags;
  /** What is dangerous about it as it was found: sentences. */
  warnings?(state: State, props: Props): readonly string[];
  /** What other resources may know before it is made; `unknown` for the rest. */
  predict(props: Props, run: Run): Outputs;
  outputs(state: State, props: Props, run: Run): Outputs;
  /** Makes it, and waits until it can be used. If it exists, throws AWS's error for that. */
  create(props: Props, run: Run): Promise<State>;
  /** Makes the `changed` fields as wanted; `tags` is among them on a takeover. */
  update?(props: Props, state: State, changed: ReadonlySet<string>, run: Run): Promise<void>;
  /** Removes it, and waits until it is gone. Succeeds if it is already gone. */
  remove(state: State, props: Props, run: Run): Promise<void>;
  /** What `remove` needs besides reading and deleting. */
  readonly removes?: readonly string[];
  /** The deployer's permissions. Unknown parts of props match anything. */
  permissions(props: Props, scope: Scope): readonly Permission[];
}
