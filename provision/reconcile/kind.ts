import type { Fields } from './fields.ts';
import type { Run } from './run.ts';
import type { Scope, Tags } from './scope.ts';

/** A statement of the policy that whoever deploys must have. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * A kind of resource: how it is found, compared, made, changed and removed. `Props` is what the stack wants of one,
 * `State` what was seen of it in the account, `Outputs` what other resources need of it.
 *
 * Props may hold values that are not known yet (unknown.ts) while a plan is made, never while one is carried out.
 */
export interface Kind<Props, State, Outputs> {
  /** What a person calls it: `function`, `user pool`. */
  readonly type: string;
  /** It lives in another resource and goes when that goes: destroy leaves it out. */
  readonly part?: boolean;
  /** AWS makes a second one of the same name without a word: a create whose fate is unknown is not sent again blindly. */
  readonly namesRepeat?: boolean;
  /** It is what nobody declared: to be found means to be removed. */
  readonly unwanted?: boolean;
  /** What is lost with it when it is data that nothing can bring back: `the people in it`. */
  readonly holds?: string;
  /** Fields that cannot change while it lives, each with why or what a new one costs. */
  readonly immutable?: Readonly<Record<string, string>>;
  /** Fields whose values are not shown. */
  readonly sensitive?: readonly string[];

  name(props: Props): string;
  /** What `observe` needs to know first: when any of it is unknown, the resource cannot be there yet. */
  identity(props: Props): readonly string[];
  /** Looks for the resource, changing nothing. More than one of the stack's own is an error. */
  observe(props: Props, run: Run): Promise<State | undefined>;
  wanted(props: Props, run: Run): Fields | Promise<Fields>;
  found(state: State, props: Props, run: Run): Fields;
  /** The resource's tags, when it is of a kind that has some: they say whose it is. */
  tags?(state: State): Tags;
  /** What is dangerous about it as it was found: sentences. */
  warnings?(state: State, props: Props): readonly string[];
  /** What other resources may know before it is made; `unknown` for the rest. */
  predict(props: Props, run: Run): Outputs;
  outputs(state: State, props: Props, run: Run): Outputs;
  /** Makes it, and waits until it can be used. When it exists, AWS's error for that is thrown on. */
  create(props: Props, run: Run): Promise<State>;
  /** Makes the `changed` fields as wanted; `tags` is among them when it is taken over. */
  update?(props: Props, state: State, changed: ReadonlySet<string>, run: Run): Promise<void>;
  /** Removes it, and waits until it is gone. That it is gone already is success. */
  remove(state: State, props: Props, run: Run): Promise<void>;
  /** What `remove` takes beside reading and deleting. */
  readonly removes?: readonly string[];
  /** What the deployer must be allowed. Unknown parts of props stand for anything. */
  permissions(props: Props, scope: Scope): readonly Permission[];
}
