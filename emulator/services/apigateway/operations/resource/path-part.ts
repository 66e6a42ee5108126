import { badRequest, conflict } from '../../control/errors.ts';
import type { ResourceRecord } from '../../state/records.ts';

/**
 * The form of a path part (API Gateway guide, "Important notes"): letters, digits, `_ - . , : $`, or a whole parameter, `{id}`, greedy as
 * `{proxy+}`.
 */
const PATH_PART = /^(?:[\w.,:$-]+|\{[\w.,:$-]+\+?\})$/;

/** Checks a path part against its siblings-to-be. Throws AWS's `BadRequestException` or `ConflictException`. */
export function checkPathPart(
  pathPart: string,
  parent: ResourceRecord,
  siblings: readonly ResourceRecord[],
): void {
  if (!PATH_PART.test(pathPart))
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-:, or curly braces at the beginning and the end.",
    );
  if (parent.pathPart?.endsWith('+}'))
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
  if (siblings.some((sibling) => sibling.pathPart === pathPart))
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  if (!pathPart.startsWith('{')) return;
  const variable = siblings.find((sibling) => sibling.pathPart?.startsWith('{'));
  if (variable)
    throw badRequest(
      `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
}

/** The path of a resource below its parent. */
export function pathBelow(parent: ResourceRecord, pathPart: string): string {
  return parent.path === '/' ? `/${pathPart}` : `${parent.path}/${pathPart}`;
}

/** A resource's direct children. */
export function childrenOf(resources: Iterable<ResourceRecord>, parentId: string): ResourceRecord[] {
  return [...resources].filter((resource) => resource.parentId === parentId);
}

/** A resource and everything below it. */
export function subtreeOf(resources: readonly ResourceRecord[], top: ResourceRecord): ResourceRecord[] {
  return [top, ...childrenOf(resources, top.id).flatMap((child) => subtreeOf(resources, child))];
}
