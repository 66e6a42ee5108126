import type { ResourceRecord } from '../../state/records.ts';

/** An API's resources overlaid with a definition's: by path, and in each by method. The API's ids stay. */
export function mergeResources(
  before: ReadonlyMap<string, ResourceRecord>,
  added: readonly ResourceRecord[],
): ResourceRecord[] {
  const byPath = new Map([...before.values()].map((resource) => [resource.path, resource]));
  const ids = new Map<string, string>();
  for (const resource of added) ids.set(resource.id, byPath.get(resource.path)?.id ?? resource.id);
  for (const resource of added) {
    const known = byPath.get(resource.path);
    const parentId =
      resource.parentId === undefined ? undefined : (ids.get(resource.parentId) ?? resource.parentId);
    byPath.set(resource.path, {
      ...resource,
      ...(parentId !== undefined && { parentId }),
      id: known?.id ?? resource.id,
      methods: { ...known?.methods, ...resource.methods },
    });
  }
  return [...byPath.values()];
}
