import { createOrFind } from './create.ts';
import { type Change, difference, type Fields } from './fields.ts';
import type { Kind, Permission } from './kind.ts';
import { assertOwn, owns } from './ownership.ts';
import type { Run } from './run.ts';
import { stackTags } from './scope.ts';
import { fillUnknown, isKnown } from './unknown.ts';

export type Action = 'none' | 'create' | 'update' | 'replace' | 'delete';

/** What to do about one resource, in words and figures only. */
export interface Step {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly action: Action;
  readonly changes: readonly Change[];
  readonly sensitive: readonly string[];
  /** Why it is replaced. */
  readonly reason?: string;
  /** What is lost by it for good. */
  readonly loss?: string;
  /** What is dangerous about it as it was found: sentences. */
  readonly warnings?: readonly string[];
}

/** What a look at one resource found, with the means to act on it. */
export interface Look {
  readonly step: Step;
  /** It exists, whatever is to be done about it. */
  readonly exists: boolean;
  /** It exists and is not this stack's. */
  readonly foreign: boolean;
  /** It goes when its container goes. */
  readonly part: boolean;
  /** What is lost for good when it is removed. */
  readonly holds: string | undefined;
  /** As far as they are known before anything is done. */
  readonly outputs: unknown;
  /** Carries out the step, with the outputs of what it needs; returns its own. */
  carryOut(given: Results, run: Run): Promise<unknown>;
  remove(run: Run): Promise<void>;
}

/** Outputs by the id of the resource. */
export type Results = ReadonlyMap<string, unknown>;

/** One resource of a stack, of any kind. `O` is what others can use of it. */
export interface Node<O = unknown> {
  readonly id: string;
  readonly needs: readonly Node[];
  /** Looks at the resource in the account and decides. Makes no changing call. */
  look(given: Results, run: Run): Promise<Look>;
  permissions(given: Results, run: Run): Promise<{ outputs: unknown; statements: readonly Permission[] }>;
  /** Never called: it carries the type. */
  readonly outputs?: (never: never) => O;
}

type Needs = Readonly<Record<string, Node>>;
type Given<N extends Needs> = { readonly [K in keyof N]: N[K] extends Node<infer O> ? O : never };

/**
 * Declares a resource: its kind, a name for it within the stack, the resources it needs, and how its props follow from their outputs.
 * During a plan some of those outputs are unknown, so `props` must be a plain function of them.
 */
export function declare<P, S, O, N extends Needs>(
  kind: Kind<P, S, O>,
  id: string,
  needs: N,
  props: (given: Given<N>) => P,
): Node<O> {
  const propsFrom = (given: Results) =>
    props(
      Object.fromEntries(Object.entries(needs).map(([key, node]) => [key, given.get(node.id)])) as Given<N>,
    );
  return {
    id,
    needs: Object.values(needs),
    look: (given, run) => lookAt(kind, id, propsFrom, given, run),
    async permissions(given, run) {
      const found = propsFrom(given);
      return {
        outputs: kind.predict(found, run),
        statements: kind.permissions(found, run.scope).map(anyForUnknown),
      };
    },
  };
}

async function lookAt<P, S, O>(
  kind: Kind<P, S, O>,
  id: string,
  propsFrom: (given: Results) => P,
  given: Results,
  run: Run,
): Promise<Look> {
  const planned = propsFrom(given);
  const state = isKnown(kind.identity(planned)) ? await kind.observe(planned, run) : undefined;
  const foreign = state !== undefined && !owns(kind, state, run.scope);
  const decided = await decide(kind, id, planned, foreign && kind.unwanted ? undefined : state, run);
  const warnings = state !== undefined && !foreign ? (kind.warnings?.(state, planned) ?? []) : [];
  const step = warnings.length > 0 ? { ...decided, warnings } : decided;
  const stays = state !== undefined && step.action !== 'replace' && !kind.unwanted;

  return {
    step,
    exists: state !== undefined,
    foreign,
    part: kind.part === true,
    holds: kind.holds,
    outputs: stays ? kind.outputs(state, planned, run) : kind.predict(planned, run),
    async carryOut(results, run) {
      const actual = propsFrom(results);
      if (step.action === 'none') return stays ? kind.outputs(state, actual, run) : kind.predict(actual, run);
      if (kind.unwanted || step.action === 'delete') {
        if (state !== undefined) await kind.remove(state, actual, run);
        return kind.predict(actual, run);
      }
      if (stays) return sync(kind, actual, state, run);
      if (state !== undefined) await kind.remove(state, actual, run);
      const created = await createOrFind(kind, actual, run);
      if (!created.metExisting) return kind.outputs(created.state, actual, run);
      assertOwn(kind, actual, created.state, run);
      return sync(kind, actual, created.state, run);
    },
    async remove(run) {
      if (state !== undefined) await kind.remove(state, planned, run);
    },
  };
}

async function decide<P, S, O>(
  kind: Kind<P, S, O>,
  id: string,
  props: P,
  state: S | undefined,
  run: Run,
): Promise<Step> {
  const base = { id, type: kind.type, name: kind.name(props), sensitive: kind.sensitive ?? [] };
  if (kind.unwanted) {
    if (state === undefined) return { ...base, action: 'none', changes: [] };
    return { ...base, action: 'delete', changes: difference({}, kind.found(state, props, run)) };
  }
  const wanted = await kind.wanted(props, run);
  if (state === undefined) return { ...base, action: 'create', changes: difference(wanted, {}) };
  const changes = differences(kind, props, wanted, state, run);
  if (changes.length === 0) return { ...base, action: 'none', changes };
  const fixed = changes.filter(({ field }) => kind.immutable?.[field] !== undefined);
  if (fixed.length === 0) return { ...base, action: 'update', changes };
  const reason = fixed.map(({ field }) => `${field} ${kind.immutable?.[field]}`).join('; ');
  return { ...base, action: 'replace', changes, reason, ...(kind.holds ? { loss: kind.holds } : {}) };
}

async function sync<P, S, O>(kind: Kind<P, S, O>, props: P, state: S, run: Run): Promise<O> {
  const changes = differences(kind, props, await kind.wanted(props, run), state, run);
  if (changes.length > 0) await kind.update?.(props, state, new Set(changes.map(({ field }) => field)), run);
  return kind.outputs(state, props, run);
}

function differences<P, S, O>(kind: Kind<P, S, O>, props: P, wanted: Fields, state: S, run: Run): Change[] {
  const changes = difference(wanted, kind.found(state, props, run));
  const tags = kind.tags?.(state);
  if (!tags || owns(kind, state, run.scope)) return changes;
  const own = stackTags(run.scope);
  return [...changes, { field: 'tags', from: { app: tags['app'], stage: tags['stage'] }, to: own }];
}

function anyForUnknown(permission: Permission): Permission {
  return { ...permission, resources: permission.resources.map((resource) => fillUnknown(resource, '*')) };
}
