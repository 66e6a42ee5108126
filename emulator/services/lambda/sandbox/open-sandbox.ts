import { openNamespaces } from './namespaces.ts';
import { openPlain } from './plain.ts';
import type { Sandbox, SandboxMeans } from './sandbox.ts';

export interface SandboxPlaces {
  /** The folder of the runtime's programs. */
  programs: string;
  /** A folder of the engine's own, below which the sandbox puts what it needs. */
  base: string;
  /** The folder below which the code of functions is unpacked. */
  code: string;
}

/**
 * Opens what LAMBDA_SANDBOX asks for; `auto` takes namespaces where they can be made, and nothing elsewhere, since Node.js's
 * permission model stops the functions of others too: it lets no symbolic link out of a folder that may be read. Throws an Error of
 * one sentence when it cannot be had.
 */
export async function openSandbox(wanted: SandboxMeans | 'auto', places: SandboxPlaces): Promise<Sandbox> {
  if (wanted === 'auto' || wanted === 'namespaces') {
    const namespaces = await openNamespaces(places.programs, places.base);
    if (namespaces) return namespaces;
    if (wanted === 'namespaces')
      throw new Error(
        'LAMBDA_SANDBOX=namespaces needs Linux with user namespaces, and unshare and setpriv of util-linux: give auto instead.',
      );
  }
  return openPlain(wanted === 'permissions' ? 'permissions' : 'none', places);
}
