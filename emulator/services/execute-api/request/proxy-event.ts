import { decodePath } from '../route-tree.ts';
import type { RequestContext } from './request-context.ts';
import { headerValue, sourceIpOf } from './request-values.ts';

/** On AWS every request to an API comes by TLS; an endpoint does not see how this engine was reached. */
export const FORWARDED_PORT = '443';
export const FORWARDED_PROTO = 'https';

/** Without a prototype, because clients choose the names. */
type Multi = Record<string, string[]>;

function append(multi: Multi, name: string, value: string): void {
  const values = multi[name];
  if (values) values.push(value);
  else multi[name] = [value];
}

/** Headers that do not reach a function (measured on accounts), besides the hop-by-hop headers and those that the gateway sets itself. */
const DROPPED =
  /^(connection|content-length|content-md5|max-forwards|proxy-authenticate|server|te|transfer-encoding|www-authenticate|x-forwarded-(for|port|proto))$/i;
/** Names that API Gateway spells its own way, however the client did: `User-Agent` as recorded, `Host` by a guess. */
const SPELLED: ReadonlyMap<string, string> = new Map([
  ['host', 'Host'],
  ['user-agent', 'User-Agent'],
]);

/** `authorization` changes only where it is all in small letters. */
function spelled(name: string): string {
  return name === 'authorization' ? 'Authorization' : (SPELLED.get(name.toLowerCase()) ?? name);
}

/** Headers as functions see them: mostly in the client's spelling; the last value of a repeated one in `headers`, all in the other map. */
export function headerMaps({ request }: Pick<RequestContext, 'request'>): {
  headers: Record<string, string>;
  multi: Multi;
} {
  const headers: Record<string, string> = Object.create(null);
  const multi: Multi = Object.create(null);
  const add = (name: string, value: string) => {
    headers[name] = value;
    append(multi, name, value);
  };
  const { rawHeaders } = request;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!DROPPED.test(name)) add(spelled(name), rawHeaders[index + 1] ?? '');
  }
  const forwarded = forwardedFor(request.rawHeaders, sourceIpOf(request));
  add('X-Forwarded-For', forwarded);
  add('X-Forwarded-Port', FORWARDED_PORT);
  add('X-Forwarded-Proto', FORWARDED_PROTO);
  return { headers, multi };
}

/** The client's chain, with the client's own address at the end. */
export function forwardedFor(rawHeaders: string[], sourceIp: string): string {
  const chain = headerValue({ rawHeaders }, 'x-forwarded-for');
  return chain ? `${chain}, ${sourceIp}` : sourceIp;
}

/** Query parameters as functions see them, decoded; null where there are none. */
export function queryMaps(query: string | undefined): {
  single: Record<string, string> | null;
  multi: Multi | null;
} {
  if (!query) return { single: null, multi: null };
  const single: Record<string, string> = Object.create(null);
  const multi: Multi = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    single[name] = value;
    append(multi, name, value);
  }
  return { single, multi };
}

/** Path parameters as the client encoded them; null where there are none. */
export function rawParameters({
  pathParameters,
}: Pick<RequestContext, 'pathParameters'>): Readonly<Record<string, string>> | null {
  return Object.keys(pathParameters).length > 0 ? pathParameters : null;
}

/** Path parameters, decoded; null where there are none. */
export function decodedParameters({
  pathParameters,
}: Pick<RequestContext, 'pathParameters'>): Record<string, string> | null {
  const entries = Object.entries(pathParameters);
  return entries.length === 0
    ? null
    : Object.fromEntries(entries.map(([name, value]) => [name, decodePath(value)]));
}
