import { type RequestListener, request } from 'node:http';

/**
 * Passes requests on to the origin at `url` and its answers back unchanged, and makes the client close the connection after each. Closes
 * the connection if that origin is unreachable.
 */
export function relayTo(url: string): RequestListener {
  return (incoming, response) => {
    const onward = request(
      `${url}${incoming.url ?? '/'}`,
      { method: incoming.method, headers: without(incoming.rawHeaders, ['connection']), agent: false },
      (answer) => {
        response.shouldKeepAlive = false;
        response.writeHead(
          answer.statusCode ?? 502,
          without(answer.rawHeaders, ['connection', 'keep-alive', 'transfer-encoding']),
        );
        answer.pipe(response);
        answer.once('error', () => response.destroy());
      },
    );
    onward.once('error', () => response.destroy());
    response.once('close', () => onward.destroy());
    incoming.pipe(onward);
  };
}

/** Headers about one connection do not apply to another. */
function without(raw: readonly string[], names: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const [name = '', value = ''] = raw.slice(index, index + 2);
    if (!names.includes(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}
