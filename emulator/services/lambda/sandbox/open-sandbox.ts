import { openNamespaces } from './namespaces.ts';
import { openPermissions, openPlain } from './plain.ts';
import type { Sandbox, SandboxMeans } from './sandbox.ts';
import type { SandboxPlaces } from './sandbox-places.ts';

/**
 * Opens the sandbox of LAMBDA_SANDBOX; `auto` takes the best possible: namespaces, else Node.js's permissions, else none. Throws an Error
 * of one sentence if the requested one is not possible.
 */
export async function openSandbox(wanted: SandboxMeans | 'auto', places: SandboxPlaces): Promise<Sandbox> {
  if (wanted === 'auto' || wanted === 'namespaces') {
    const namespaces = await openNamespaces(places.programs, places.base);
    if (namespaces) return namespaces;
    if (wanted === 'namespaces')
      throw new Error(
        'LAMBDA_SANDBOX=namespaces needs Linux with user namespaces, and util-linux: give auto instead.',
      );
  }
  if (wanted === 'auto' || wanted === 'permissions') {
    const permissions = await openPermissions(places);
    if (permissions) return permissions;
    if (wanted === 'permissions')
      throw new Error(
        'LAMBDA_SANDBOX=permissions: this Node.js does not start with its permission model for these folders: give auto instead.',
      );
  }
  return openPlain(places);
}
