import type { Trace } from '../../../emulator/control/traces/trace.ts';
import { Refused, reach } from './engine.ts';

/** A request that can be sent again. */
export interface Sendable {
  readonly method: string;
  /** Below the engine's address. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Headers that the browser sets itself, and forbids a page to set. */
const OWN =
  /^(?:host|connection|content-length|accept-encoding|accept-charset|cookie|origin|referer|user-agent|keep-alive|te|trailer|transfer-encoding|upgrade|via|date|expect|dnt|x-amzn-trace-id|sec-.*|proxy-.*)$/i;

/**
 * The request of a trace through the gate. `trace` must have its secrets, or the request has none. Throws Refused if it was not kept whole.
 */
export function sendableOf(trace: Trace): Sendable {
  const gate = trace.spans.find(({ parentId, part }) => parentId === null && part === 'gateway');
  const of = (name: string) => String(gate?.attributes[name] ?? '');
  const { request } = gate ?? {};
  if (!gate || !request) throw new Refused('NotKept', 'The request of this trace was not kept.', 0);
  if (request.body?.cut)
    throw new Refused('NotKept', 'The body is longer than what was kept: send it from where it came.', 0);
  if (request.body?.encoding === 'base64')
    throw new Refused('NotKept', 'The body is no text: send it from where it came.', 0);
  const query = of('url.query');
  const path = of('url.path').replace(/^\/?/, '/');
  return {
    method: of('http.request.method'),
    url: `/_aws/execute-api/${of('gatehouse.api_id')}/${of('gatehouse.stage')}${path}${query && `?${query}`}`,
    headers: request.headers.filter(([name]) => !OWN.test(name)),
    body: request.body?.text ?? '',
  };
}

/** Sends it, and returns the request's id, which finds its trace. */
export async function sendAgain({ method, url, headers, body }: Sendable): Promise<string> {
  const response = await reach(url, {
    method,
    headers: headers.map(([name, value]) => [name, value] as [string, string]),
    // Otherwise the browser shows its own dialog for a 401.
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    ...(body !== '' && method !== 'GET' && method !== 'HEAD' && { body }),
  });
  await response.arrayBuffer();
  const id = response.headers.get('x-amzn-RequestId') ?? response.headers.get('apigw-requestid');
  if (!id)
    throw new Refused('NoRequestId', `It was answered ${response.status}, without the id of a request.`, 0);
  return id;
}

/** The same for a shell. */
export function curlOf({ method, url, headers, body }: Sendable): string {
  const parts = ['curl', '-i', ...(method === 'GET' ? [] : ['-X', quoted(method)])];
  for (const [name, value] of headers) parts.push('-H', quoted(`${name}: ${value}`));
  if (body !== '') parts.push('--data-raw', quoted(body));
  return [...parts, quoted(`${location.origin}${url}`)].join(' ');
}

function quoted(text: string): string {
  return /^[\w/:=.@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
