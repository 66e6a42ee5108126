import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAbsolute } from 'node:path';
import type { Endpoint } from '../../../edge/endpoint.ts';
import { answerJson, readJson, UnreadableBody } from '../../../edge/json-exchange.ts';
import type { InspectionSettings } from '../environments/inspection.ts';
import { CannotDebug, type DebugFunction } from './debug-function.ts';

const PATH = '/_gatehouse/debug';
const STATUS = { 'no-function': 404, 'in-use': 409 } as const;

/**
 * `POST /_gatehouse/debug {"function", "port", "wait", "sourceRoot"}`: that function is under the inspector for as long as the
 * request stays open, however it comes to its end. The answer is one JSON object a line: first `{"type":"started","port"}`, then
 * what happens to the inspector (`listening` with its `url`, `attached`, `detached`, `failed`). 400 names a bad field, 404 and 409
 * say why that function cannot be debugged.
 */
export function debugEndpoint(debug: DebugFunction): Endpoint {
  return {
    name: 'debug',
    matches: (url) => url === PATH,
    async handle(request, response) {
      if (request.method !== 'POST') {
        request.resume();
        return answerJson(response, 405, { message: 'Give POST.' }, { Allow: 'POST' });
      }
      try {
        await lease(debug, request, response);
      } catch (error) {
        if (error instanceof UnreadableBody) answerJson(response, 400, { message: error.message });
        else if (error instanceof CannotDebug) {
          answerJson(response, STATUS[error.reason], { message: error.message });
        } else throw error;
      }
    },
  };
}

async function lease(
  debug: DebugFunction,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { name, ...settings } = await readOrder(request);
  const waiting: object[] = [];
  let tell = (news: object) => void waiting.push(news);
  const { port, end } = await debug(name, settings, (news) => tell(news));
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  if (!response.destroyed) {
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
    tell = (news) => void response.write(`${JSON.stringify(news)}\n`);
    for (const news of [{ type: 'started', port }, ...waiting]) tell(news);
    await closed;
  }
  await end();
}

async function readOrder(request: IncomingMessage): Promise<InspectionSettings & { name: string }> {
  // Pages of other sites can send a body of this type only after a preflight, which nobody answers here.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    request.resume();
    throw new UnreadableBody('The content type must be application/json.');
  }
  const body = ((await readJson(request)) ?? {}) as Record<string, unknown>;
  const { function: name, port, wait = false, sourceRoot } = body;
  if (typeof name !== 'string' || name === '')
    throw new UnreadableBody('function: give the name of a function.');
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UnreadableBody('port: give a whole number from 0 to 65535.');
  }
  if (typeof wait !== 'boolean') throw new UnreadableBody('wait: give true or false.');
  if (sourceRoot !== undefined && (typeof sourceRoot !== 'string' || !isAbsolute(sourceRoot))) {
    throw new UnreadableBody('sourceRoot: give the absolute path of a folder.');
  }
  return { name, port, wait, sourceRoot };
}
