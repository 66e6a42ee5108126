import type { Statement } from './statement.ts';

/** The condition keys in statements, in conditions and in variables, each once and as first written. */
export function neededKeys(statements: readonly Statement[]): string[] {
  const found = new Map<string, string>();
  for (const { conditions, resources = [], notResources = [], variables } of statements) {
    const texts = [...resources, ...notResources, ...conditions.flatMap(({ values }) => values)];
    const inVariables = variables ? texts.flatMap((text) => [...text.matchAll(VARIABLE)]) : [];
    const keys = [...conditions.map(({ key }) => key), ...inVariables.map(([, key = '']) => key.trim())];
    for (const key of keys) if (!found.has(key.toLowerCase())) found.set(key.toLowerCase(), key);
  }
  return [...found.values()];
}

const VARIABLE = /\$\{([^*?$,}][^,}]*)(?:,[^}]*)?\}/g;
