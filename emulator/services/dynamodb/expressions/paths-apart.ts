import type { DocumentPath } from './document-path.ts';
import { type ExpressionSource, invalidExpression } from './invalid-expression.ts';
import { shownPath } from './resolve.ts';

/**
 * Rejects paths of which one lies within another, or of which one expects a list where another expects a map. Reports the first kind before
 * the second. Throws AwsError `ValidationException`.
 */
export function refuseSharedPaths(paths: readonly DocumentPath[], parameter: ExpressionSource): void {
  const byName = new Map<unknown, DocumentPath[]>();
  let conflict: string | undefined;
  for (const path of paths) {
    const others = byName.get(path[0]) ?? [];
    for (const other of others) {
      const relation = relationOf(other, path);
      if (!relation) continue;
      const text = `Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${shownPath(other)}, path two: ${shownPath(path)}`;
      if (relation === 'overlap') throw invalidExpression(parameter, text);
      conflict ??= text;
    }
    byName.set(path[0], [...others, path]);
  }
  if (conflict) throw invalidExpression(parameter, conflict);
}

function relationOf(one: DocumentPath, two: DocumentPath): 'overlap' | 'conflict' | undefined {
  for (let index = 1; index < one.length && index < two.length; index += 1) {
    const [left, right] = [one[index], two[index]];
    if (typeof left !== typeof right) return 'conflict';
    if (left !== right) return undefined;
  }
  return 'overlap';
}
