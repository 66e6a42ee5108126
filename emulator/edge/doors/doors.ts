import type { IncomingMessage } from 'node:http';
import { hostName, isKnownHost, isLoopback } from './host-names.ts';
import type { RouteConnections } from './route-connections.ts';

/** Which hosts and pages may use the engine's private parts. */
export interface DoorSettings {
  /** Further names by which clients reach the engine, besides this machine's. */
  readonly allowedHosts: readonly string[];
  /** Origins of pages that may call the engine, besides this machine's. */
  readonly allowedOrigins: readonly string[];
}

type Asked = Pick<IncomingMessage, 'headers' | 'socket' | 'url' | 'method'>;

/** Why a request is rejected, in a sentence; undefined if it is accepted. `forEveryOrigin` is set for what is public on AWS too. */
export type Doors = (request: Asked, forEveryOrigin: boolean) => string | undefined;

/** How many hosts are remembered as known. */
const REMEMBERED = 100;

/**
 * Makes the check of where requests come from. Everybody knows the engine's credentials, so this check protects the developer: a page of
 * another site must not reach the engine, whatever a browser sends without a preflight (Fetch standard, "CORS protocol"). APIs, function
 * URLs and key sets answer every origin, as on AWS, but not every host.
 */
export function createDoors(
  { allowedHosts, allowedOrigins }: DoorSettings,
  routes: Pick<RouteConnections, 'includes'>,
): Doors {
  const known = new Set<string>();

  function isKnown(host: string, socket: Asked['socket']): boolean {
    if (known.has(host)) return true;
    const name = hostName(host);
    if (name === undefined || !isKnownHost(name, () => socket.localAddress, allowedHosts)) return false;
    if (known.size < REMEMBERED) known.add(host);
    return true;
  }

  return (request, forEveryOrigin) => {
    const { headers, socket, url = '/' } = request;
    const hosts = [headers.host ?? ''];
    // A target in absolute form overrides the header (RFC 9112, section 3.2.2).
    if (!url.startsWith('/') && url !== '*') hosts.push(/^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '');
    const unknown = hosts.find((host) => !isKnown(host, socket));
    if (unknown !== undefined)
      return `The host "${unknown.slice(0, 100)}" is not one of this engine's: add it to ALLOWED_HOSTS if it is yours.`;
    if (forEveryOrigin) return undefined;
    if (routes.includes(socket))
      return 'A route of an API may not lead to the engine itself, only to other APIs of it.';
    const { origin } = headers;
    if (origin !== undefined && !isOwnOrigin(origin, headers.host, allowedOrigins))
      return `Pages of ${origin.slice(0, 100)} may not call this engine: add the origin to ALLOWED_ORIGINS if it is yours.`;
    if (origin === undefined && headers['sec-fetch-site'] === 'cross-site' && !opensPage(request))
      return 'Pages of other sites may not call this engine: add their origin to ALLOWED_ORIGINS if it is yours.';
    return undefined;
  };
}

/** Whether a page is of this machine, of the engine itself, or listed as allowed. */
export function isOwnOrigin(origin: string, host: string | undefined, allowed: readonly string[]): boolean {
  const [, scheme, authority = ''] = /^(https?):\/\/([^/]+)$/.exec(origin) ?? [];
  if (!scheme) return false;
  const name = hostName(authority);
  return (
    (name !== undefined && isLoopback(name)) ||
    authority.toLowerCase() === host?.toLowerCase() ||
    allowed.includes(origin)
  );
}

/** A link to the engine's own page shows the page, and nothing more. */
function opensPage({ url, method, headers }: Asked): boolean {
  return (
    method === 'GET' &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document' &&
    /^\/(?:_gatehouse\/?|_gatehouse\/console(?:\/[^?]*)?)?(?:\?|$)/.test(url ?? '')
  );
}
