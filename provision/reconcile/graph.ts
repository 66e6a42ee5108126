import type { Node } from './declare.ts';
import { messageOf, ReaderError } from './reader-error.ts';

/**
 * Visits each node as soon as those it needs are done, all others at the same time. Does not visit a node whose needs failed. Returns the
 * result of each when nothing runs any more; never rejects.
 */
export async function walk<T>(
  nodes: readonly Node[],
  visit: (node: Node, done: ReadonlyMap<string, T>) => Promise<T>,
): Promise<{ done: Map<string, T>; failed: Map<string, unknown>; skipped: string[] }> {
  const done = new Map<string, T>();
  const failed = new Map<string, unknown>();
  const started = new Map<string, Promise<boolean>>();
  const run = async (node: Node): Promise<boolean> => {
    const ready = await Promise.all(node.needs.map((need) => started.get(need.id) ?? false));
    if (ready.includes(false)) return false;
    try {
      done.set(node.id, await visit(node, done));
      return true;
    } catch (error) {
      failed.set(node.id, error);
      return false;
    }
  };
  for (const node of nodes) {
    if (started.has(node.id)) throw new Error(`Two resources of the stack are called ${node.id}.`);
    if (node.needs.some((need) => !started.has(need.id))) {
      throw new Error(`The stack lists ${node.id} before what it needs.`);
    }
    started.set(node.id, run(node));
  }
  await Promise.all(started.values());
  const skipped = nodes.map(({ id }) => id).filter((id) => !done.has(id) && !failed.has(id));
  return { done, failed, skipped };
}

/**
 * Some nodes of a stack backwards, each after everything that rests on it, directly or through nodes that are not among them: the order in
 * which a stack is removed.
 */
export function takenDown(some: readonly Node[], all: readonly Node[]): Node[] {
  const rests = new Map<string, Set<string>>();
  for (const node of all) {
    rests.set(node.id, new Set(node.needs.flatMap(({ id }) => [id, ...(rests.get(id) ?? [])])));
  }
  return [...some]
    .reverse()
    .map((node) => ({ ...node, needs: some.filter(({ id }) => rests.get(id)?.has(node.id)) }));
}

/** The failures as one error: a single one unchanged, several as a ReaderError with each message once. */
export function asOneError(failed: ReadonlyMap<string, unknown>): unknown {
  const errors = [...failed.values()];
  if (errors.length === 1) return errors[0];
  return new ReaderError([...new Set(errors.map(messageOf))].join('\n'), {
    cause: new AggregateError(errors),
  });
}
