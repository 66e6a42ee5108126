import type { Node } from './declare.ts';
import { asOneError, walk } from './graph.ts';
import type { Permission } from './kind.ts';
import type { Run } from './run.ts';

/** A statement as IAM writes it. */
export interface PolicyStatement {
  Effect: 'Allow';
  Action: string[];
  Resource: string[];
  Condition?: Permission['condition'];
}

/**
 * The smallest policy that can plan, apply and destroy this stack: the sum of what each of its resources declares. Makes no call.
 * GetCallerIdentity, with which every run begins, needs no permission (STS API reference).
 */
export async function deployerPolicy(
  nodes: readonly Node[],
  run: Run,
): Promise<{ Version: string; Statement: PolicyStatement[] }> {
  const { done, failed } = await walk<{ outputs: unknown; statements: readonly Permission[] }>(
    nodes,
    (node, before) => node.permissions(new Map([...before].map(([id, { outputs }]) => [id, outputs])), run),
  );
  if (failed.size > 0) throw asOneError(failed);
  return {
    Version: '2012-10-17',
    Statement: merge([...done.values()].flatMap(({ statements }) => statements)),
  };
}

interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly condition: Permission['condition'];
}

/** Each action on each resource once, without those that a wider one covers; in statements of the same resources. */
function merge(permissions: readonly Permission[]): PolicyStatement[] {
  const grants = permissions.flatMap(({ actions, resources, condition }) =>
    actions.flatMap((action) => resources.map((resource): Grant => ({ action, resource, condition }))),
  );
  const needed = unique(grants, (grant) => JSON.stringify(grant)).filter(
    (grant, _index, all) => !all.some((other) => other !== grant && covers(other, grant)),
  );
  const byResource = group(needed, ({ resource, condition }) => JSON.stringify([resource, condition]));
  const sameActions = group(byResource, (grants) =>
    JSON.stringify([actionsOf(grants), grants[0]?.condition]),
  );
  const statements = sameActions.map((groups): PolicyStatement => {
    const all = groups.flat();
    const condition = all[0]?.condition;
    return {
      Effect: 'Allow',
      Action: actionsOf(all),
      Resource: unique(
        all.map(({ resource }) => resource),
        String,
      ).sort(),
      ...(condition ? { Condition: condition } : {}),
    };
  });
  return statements.sort((a, b) => (String(a.Action) + a.Resource < String(b.Action) + b.Resource ? -1 : 1));
}

/** Whether `wide` allows everything that `narrow` does. `*` in a pattern matches any text, slashes included. */
function covers(wide: Grant, narrow: Grant): boolean {
  if (wide.action !== narrow.action || JSON.stringify(wide.condition) !== JSON.stringify(narrow.condition))
    return false;
  const pattern = wide.resource.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(narrow.resource);
}

function actionsOf(grants: readonly Grant[]): string[] {
  return unique(
    grants.map(({ action }) => action),
    String,
  ).sort();
}

function unique<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

function group<T>(values: readonly T[], keyOf: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return [...groups.values()];
}
