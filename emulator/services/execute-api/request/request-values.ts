import type { IncomingMessage } from 'node:http';

/** All values of a header, in the order in which the client sent them; the name in any case. */
export function headerValues(request: Pick<IncomingMessage, 'rawHeaders'>, name: string): string[] {
  const wanted = name.toLowerCase();
  const { rawHeaders } = request;
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const found = rawHeaders[index] ?? '';
    if (found.length === wanted.length && found.toLowerCase() === wanted)
      values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}

/** The effective value of a repeated header: the last, as in the events for functions. */
export function headerValue(request: Pick<IncomingMessage, 'rawHeaders'>, name: string): string | undefined {
  return headerValues(request, name).at(-1);
}

/** All values of a query parameter, decoded. Names are case-sensitive. */
export function queryValues(query: string | undefined, name: string): string[] {
  return query === undefined ? [] : new URLSearchParams(query).getAll(name);
}

/** The client's address without the prefix of an IPv4 address mapped into IPv6. */
export function sourceIpOf(request: Pick<IncomingMessage, 'socket'>): string {
  const address = request.socket.remoteAddress ?? '127.0.0.1';
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
