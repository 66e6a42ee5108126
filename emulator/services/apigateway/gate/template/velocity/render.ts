import { type Budget, createBudget } from './budget.ts';
import { assign, evaluate, resolve, type Scope } from './evaluate.ts';
import { type HostObject, hostObject, isHostObject } from './host-object.ts';
import { javaText } from './java-text.ts';
import type { Node, Reference } from './nodes.ts';
import { parseTemplate } from './parse.ts';
import { TemplateError } from './template-error.ts';
import { isMap, isTrue } from './values.ts';

/** How often a `#foreach` may run (API Gateway quotas, "Number of iterations in a #foreach ... loop in mapping templates"). */
const MOST_ITERATIONS = 1000;
/** How deep definitions may refer to definitions. */
const DEEPEST = 20;

type Signal = 'stop' | 'break' | undefined;

/**
 * Renders a template as API Gateway does, over variables by their name without `$`; adds what the template sets. Undefined values print as
 * nothing, and are true in conditions (recorded on AWS, unlike Velocity's reference). Throws TemplateError: for a syntax error, for a
 * failing method, for a loop of more than 1,000, and beyond the budget.
 */
export function renderVelocity(template: string, variables: Map<string, unknown>): string {
  const nodes = parseTemplate(template);
  const budget = createBudget();
  const definitions = new Map<string, readonly Node[]>();
  let depth = 0;
  const scope: Scope = {
    variables,
    budget,
    print: ({ nodes: inner }) => print(inner).text,
    defined(name) {
      const body = definitions.get(name);
      if (!body) return undefined;
      depth += 1;
      if (depth > DEEPEST) throw budget.tooDeep();
      const { text } = print(body);
      depth -= 1;
      return text;
    },
  };
  return print(nodes).text;

  function print(inner: readonly Node[]): { text: string; signal: Signal } {
    const parts: string[] = [];
    const signal = run(inner, parts);
    return { text: budget.text(parts.join('')), signal };
  }

  function run(inner: readonly Node[], out: string[]): Signal {
    for (const node of inner) {
      budget.step();
      const signal = runOne(node, out);
      if (signal) return signal;
    }
    return undefined;
  }

  function runOne(node: Node, out: string[]): Signal {
    switch (node.kind) {
      case 'text':
        out.push(node.text);
        return undefined;
      case 'reference':
        out.push(referenceText(scope, node));
        return undefined;
      case 'set':
        assign(scope, node.target, evaluate(scope, node.value));
        return undefined;
      case 'define':
        definitions.set(node.name, node.body);
        return undefined;
      case 'if': {
        const branch = node.branches.find(
          ({ condition }) => condition === undefined || isTrue(evaluate(scope, condition)),
        );
        return branch && run(branch.body, out);
      }
      case 'foreach':
        return loop(node, out);
      default:
        return node.kind;
    }
  }

  function loop({ name, list, body }: Node & { kind: 'foreach' }, out: string[]): Signal {
    const items = itemsOf(evaluate(scope, list));
    if (items.length > MOST_ITERATIONS)
      throw new TemplateError(`A #foreach runs over more than ${MOST_ITERATIONS} elements`);
    const names = [name, 'foreach', 'velocityCount', 'velocityHasNext'];
    const before = names.map((key) => ({ key, had: variables.has(key), value: variables.get(key) }));
    const parent = variables.get('foreach');
    const topmost = isHostObject(parent) ? parent.properties['topmost'] : undefined;
    const end = new LoopEnd();
    let signal: Signal;
    for (const [index, item] of items.entries()) {
      const hasNext = index + 1 < items.length;
      variables.set(name, item ?? '');
      variables.set('foreach', loopScope(index, hasNext, { parent, topmost, end }));
      variables.set('velocityCount', index + 1);
      variables.set('velocityHasNext', hasNext);
      signal = runUntil(end, () => run(body, out));
      if (signal) break;
    }
    for (const { key, had, value } of before) {
      if (had) variables.set(key, value);
      else variables.delete(key);
    }
    return signal === 'stop' ? signal : undefined;
  }
}

/** Thrown by `$foreach.stop()`, which ends its loop at once, whichever loops are between. */
class LoopEnd extends Error {}

function runUntil(end: LoopEnd, body: () => Signal): Signal {
  try {
    return body();
  } catch (error) {
    if (error === end) return 'break';
    throw error;
  }
}

/** `$foreach` in a loop (Velocity's reference, "Foreach loops"). */
function loopScope(
  index: number,
  hasNext: boolean,
  { parent, topmost, end }: { parent: unknown; topmost: unknown; end: LoopEnd },
): HostObject {
  const count = index + 1;
  const properties: Record<string, unknown> = {
    index,
    count,
    hasNext,
    first: index === 0,
    last: !hasNext,
    parent,
  };
  const scope = hostObject({
    name: '',
    properties,
    methods: {
      stop() {
        throw end;
      },
    },
  });
  properties['topmost'] = topmost ?? scope;
  return scope;
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return [...value];
  return isMap(value) ? Object.values(value) : [];
}

/** A backslash before a reference escapes it, and two stand for one, if the variable is defined. */
function referenceText(
  scope: Scope,
  { reference, backslashes }: { reference: Reference; backslashes: number },
): string {
  const isThere = scope.variables.has(reference.name);
  const kept = isThere ? Math.floor(backslashes / 2) : backslashes;
  const before = '\\'.repeat(kept);
  if (isThere ? backslashes % 2 === 1 : backslashes > 0) return before + reference.source;
  return before + textOf(scope.budget, resolve(scope, reference));
}

function textOf(budget: Budget, value: unknown): string {
  return javaText(value, budget);
}
