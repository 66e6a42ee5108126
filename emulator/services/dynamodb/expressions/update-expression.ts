import type { Bindings } from './bindings.ts';
import { checkUpdateNames } from './check-functions.ts';
import { checkUpdateOperands } from './check-update.ts';
import type { DocumentPath } from './document-path.ts';
import { invalidExpression } from './invalid-expression.ts';
import type { UpdateOperand } from './operand.ts';
import { parseWrittenUpdate, type Section, type WrittenAction, type WrittenSection } from './parse-update.ts';
import { refuseSharedPaths } from './paths-apart.ts';
import { remember } from './remember.ts';
import { refuseReserved, resolvePath, resolveValue, type Scope } from './resolve.ts';
import type { WrittenOperand, WrittenPath } from './syntax.ts';
import type { UpdateAction } from './update.ts';
import { pathsWritten } from './written-operands.ts';

const parameter = 'UpdateExpression';

/** The paths of an update, once their names are looked up. */
interface UpdateScope extends Scope {
  readonly paths: ReadonlyMap<WrittenPath, DocumentPath>;
}

/**
 * Parses an update and looks its names and values up; the bindings record which were used. Throws AwsError `ValidationException` with the
 * first error in AWS's order: form, reserved words, functions, repeated sections, undefined names, undefined values, conflicting paths,
 * operands of `ADD` and `DELETE`, operands of functions and sums.
 */
export function parseUpdate(text: string, bindings: Bindings): UpdateAction[] {
  const { sections, paths: written } = readUpdate(text);
  const scope = { parameter, bindings } as const;
  const paths = new Map(written.map((path) => [path, resolvePath(path, scope)] as const));
  const actions = sections.flatMap(({ section, actions: some }) =>
    some.map((action) => resolveAction(section, action, { ...scope, paths })),
  );
  refuseSharedPaths(
    actions.map(({ path }) => path),
    parameter,
  );
  checkUpdateOperands(actions, parameter);
  return actions;
}

const readUpdate = remember((text: string) => {
  const sections = parseWrittenUpdate(text);
  const operands = sections
    .flatMap(({ actions }) => actions)
    .flatMap(({ path, value }) => (value ? [path, value] : [path]));
  refuseReserved(operands, parameter);
  checkUpdateNames(operands, parameter);
  refuseRepeated(sections);
  return { sections, paths: operands.flatMap(pathsWritten) };
});

function refuseRepeated(sections: readonly WrittenSection[]): void {
  const seen = new Set<Section>();
  for (const { section } of sections) {
    if (seen.has(section))
      throw invalidExpression(
        parameter,
        `The "${section}" section can only be used once in an update expression;`,
      );
    seen.add(section);
  }
}

function resolveAction(section: Section, { path, value }: WrittenAction, scope: UpdateScope): UpdateAction {
  const place = pathOf(path, scope);
  if (value === undefined) return { type: 'remove', path: place };
  if (section === 'SET') return { type: 'set', path: place, val: resolveOperand(value, scope) };
  if (value.kind !== 'value') throw new Error(`${section} was read with an operand that is no value.`);
  return { type: section === 'ADD' ? 'add' : 'delete', path: place, val: resolveValue(value, scope) };
}

function pathOf(path: WrittenPath, { paths }: UpdateScope): DocumentPath {
  const resolved = paths.get(path);
  if (resolved) return resolved;
  throw new Error('A path of an update was not looked up.');
}

function resolveOperand(operand: WrittenOperand, scope: UpdateScope): UpdateOperand {
  if (operand.kind === 'path') return pathOf(operand, scope);
  if (operand.kind === 'value') return resolveValue(operand, scope);
  const args = operand.args.map((arg) => resolveOperand(arg, scope));
  const { name } = operand;
  if (name === '+' || name === '-') return { type: name === '+' ? 'add' : 'subtract', args };
  return { type: 'function', name, args };
}
