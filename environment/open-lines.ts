import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

/** A streamed answer of the engine, line by line. */
export interface Lines {
  status: number;
  /** To be read once; ends when the engine ends, or after `close`. */
  lines: AsyncIterable<string>;
  close(): void;
}

/**
 * Requests a streamed answer of the engine: by GET, or by POST with `body` as JSON. `fetch` would give up after five minutes without a
 * line. Rejects with the system's error if the engine does not answer.
 */
export async function openLines(url: string, body?: object): Promise<Lines> {
  const asked = request(url, {
    method: body ? 'POST' : 'GET',
    headers: body && { 'Content-Type': 'application/json' },
  });
  asked.end(body && JSON.stringify(body));
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  asked.on('error', () => undefined);
  return { status: response.statusCode ?? 0, lines: linesOf(response), close: () => void asked.destroy() };
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  response.setEncoding('utf8');
  let rest = '';
  try {
    for await (const text of response as AsyncIterable<string>) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch {
    // Either side has disconnected: it ends here.
  }
  if (rest !== '') yield rest;
}
