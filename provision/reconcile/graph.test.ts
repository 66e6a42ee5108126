import { expect, test } from '@jest/globals';
import type { Node } from './declare.ts';
import { takenDown, walk } from './graph.ts';

function node(id: string, ...needs: Node[]): Node {
  const unused = () => Promise.reject(new Error('not asked for'));
  return { id, needs, look: unused, permissions: unused };
}

const a = node('a');
const b = node('b');
const c = node('c', a, b);
const d = node('d', c);

test('runs dependencies first, and independent resources at the same time', async () => {
  const running = new Set<string>();
  let together = 0;
  const order: string[] = [];
  await walk([a, b, c, d], async ({ id }) => {
    running.add(id);
    together = Math.max(together, running.size);
    await new Promise((resolve) => setImmediate(resolve));
    running.delete(id);
    order.push(id);
  });
  expect(together).toBe(2);
  expect(order).toEqual(['a', 'b', 'c', 'd']);
});

test('does not start what needs a failed resource, and finishes the rest', async () => {
  const { done, failed, skipped } = await walk([a, b, c, d], async ({ id }) => {
    if (id === 'a') throw new Error('no');
    return id;
  });
  expect([...done.keys()]).toEqual(['b']);
  expect([...failed.keys()]).toEqual(['a']);
  expect(skipped).toEqual(['c', 'd']);
});

test('reports a duplicate name, and a resource before its dependency, at once', async () => {
  await expect(walk([a, a], () => Promise.resolve())).rejects.toThrow(
    'Two resources of the stack are called a.',
  );
  await expect(walk([d, c], () => Promise.resolve())).rejects.toThrow(
    'The stack lists d before what it needs.',
  );
});

test('makes each wait on the way down for what rests on it, also through left-out ones', () => {
  const down = takenDown([a, b, d], [a, b, c, d]);
  expect(down.map(({ id, needs }) => [id, needs.map((need) => need.id)])).toEqual([
    ['d', []],
    ['b', ['d']],
    ['a', ['d']],
  ]);
});
