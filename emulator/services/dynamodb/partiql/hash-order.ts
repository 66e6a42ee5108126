/** How many places the hash table of a few names has where AWS keeps them (Java's `HashSet`). */
const PLACES = 16;

/** Names in AWS's order of a set of them: by their hashes, not by their place in the statement. */
export function inHashOrder(names: readonly string[]): string[] {
  return [...names].sort((left, right) => placeOf(left) - placeOf(right));
}

function placeOf(name: string): number {
  let hash = 0;
  for (let index = 0; index < name.length; index += 1) hash = (31 * hash + name.charCodeAt(index)) | 0;
  return (hash ^ (hash >>> 16)) & (PLACES - 1);
}
