import type { Look, Node, Step } from './declare.ts';
import { asOneError, takenDown, walk } from './graph.ts';
import { notOwn } from './ownership.ts';
import { ReaderError } from './reader-error.ts';
import type { Run } from './run.ts';

/** What is to be done to an account, decided and not yet done. Carrying it out does exactly this. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly entries: readonly { readonly node: Node; readonly look: Look }[];
  /** In the order of the stack, or backwards when it is removed. */
  readonly direction: 'up' | 'down';
  /** Things with the stack's names that are not its own: sentences. */
  readonly leftAlone: readonly string[];
}

/**
 * Looks at every resource of the stack and decides what would make the account as declared. Makes no changing call. Throws ReaderError if a
 * resource of the stack's name is not its own, unless `run.adopt`.
 */
export async function planUp(nodes: readonly Node[], run: Run): Promise<Plan> {
  const entries = await lookAtAll(nodes, run);
  const foreign = entries.filter(({ look }) => look.foreign && look.step.action !== 'none' && !run.adopt);
  if (foreign.length > 0) throw new ReaderError(foreign.map(({ look }) => sentence(look, run)).join('\n'));
  return { entries, steps: entries.map(({ look }) => look.step), direction: 'up', leftAlone: [] };
}

/** Decides what would remove the whole stack, and nothing without its tags. Makes no changing call. */
export async function planDown(nodes: readonly Node[], run: Run): Promise<Plan> {
  const entries = await lookAtAll(nodes, run);
  const own = entries.filter(({ look }) => look.exists && !look.foreign && !look.part);
  const leaving = takenDown(
    own.map(({ node }) => node),
    nodes,
  ).flatMap((node) => {
    const entry = own.find((candidate) => candidate.node.id === node.id);
    return entry ? [{ node, look: entry.look }] : [];
  });
  return {
    entries: leaving,
    steps: leaving.map(({ look }) => ({
      ...look.step,
      action: 'delete',
      changes: [],
      reason: undefined,
      warnings: undefined,
      loss: look.holds,
    })),
    direction: 'down',
    leftAlone: entries
      .filter(({ look }) => look.exists && look.foreign)
      .map(({ look }) => sentence(look, run)),
  };
}

async function lookAtAll(nodes: readonly Node[], run: Run): Promise<{ node: Node; look: Look }[]> {
  const { done, failed } = await walk<Look>(nodes, (node, looks) =>
    node.look(new Map([...looks].map(([id, look]) => [id, look.outputs])), run),
  );
  if (failed.size > 0) throw asOneError(failed);
  return nodes.flatMap((node) => {
    const look = done.get(node.id);
    return look ? [{ node, look }] : [];
  });
}

function sentence(look: Look, run: Run): string {
  return notOwn(`${look.step.type} ${look.step.name}`, run.scope);
}
