import type { IncomingMessage } from 'node:http';
import { hostName, isKnownHost, isLoopback } from './host-names.ts';
import type { RouteConnections } from './route-connections.ts';

/** Which hosts and pages may ask for what the engine does for nobody else. */
export interface DoorSettings {
  /** Names by which clients reach the engine, besides those that always lead to this machine. */
  readonly allowedHosts: readonly string[];
  /** Origins of pages that may call the engine, besides those of this machine. */
  readonly allowedOrigins: readonly string[];
}

type Asked = Pick<IncomingMessage, 'headers' | 'socket' | 'url' | 'method'>;

/** Why a request is not let in, in a sentence; undefined for one that is. `forEveryOrigin` is set for what is public on AWS too. */
export type Doors = (request: Asked, forEveryOrigin: boolean) => string | undefined;

/** So many hosts are remembered as known. */
const REMEMBERED = 100;

/**
 * Makes the check of where requests come from. The engine's credentials are known to everybody, so that is what protects the developer:
 * a page of another site must not reach it, in whatever form a browser sends without asking first (Fetch standard, "CORS protocol").
 * What APIs and function URLs serve, and key sets, is for every origin, as on AWS; for every host it is not.
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
    // A target in absolute form counts before the header (RFC 9112, section 3.2.2).
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

/** Whether a page is one of this machine, or of the engine itself, or was named as a friend's. */
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

/** A link that somebody followed to the engine's own page shows the page, and nothing more. */
function opensPage({ url, method, headers }: Asked): boolean {
  return (
    method === 'GET' &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document' &&
    /^\/(?:_gatehouse\/?|_gatehouse\/console(?:\/[^?]*)?)?(?:\?|$)/.test(url ?? '')
  );
}
