import type { Endpoint } from '../../edge/endpoint.ts';
import { answerJson } from '../../edge/json-exchange.ts';
import type { ConsoleFiles } from './console-files.ts';
import { consolePage } from './console-page.ts';

const PATH = '/_gatehouse/console';

/** A name with its hash never changes its content. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * `/_gatehouse/console/assets/<name>`: the page's files, compressed if the client accepts that. Every other path below
 * `/_gatehouse/console` is the page, which shows what its address says.
 */
export function consoleEndpoint(files: ConsoleFiles): Endpoint {
  return {
    name: 'console',
    matches: (url) => url === PATH || url.startsWith(`${PATH}/`) || url.startsWith(`${PATH}?`),
    async handle(request, response) {
      request.resume();
      const { method, url = PATH, headers } = request;
      if (method !== 'GET' && method !== 'HEAD') {
        answerJson(response, 405, { message: 'Give GET.' }, { Allow: 'GET, HEAD' });
        return;
      }
      const [, name] = /^\/_gatehouse\/console\/assets\/([^?]*)/.exec(url) ?? [];
      if (name === undefined) {
        const page = await consolePage(files);
        response.writeHead(page.status, {
          ...page.headers,
          'Content-Length': Buffer.byteLength(page.body),
        });
        response.end(method === 'HEAD' ? undefined : page.body);
        return;
      }
      const file = await files.asset(name, String(headers['accept-encoding'] ?? ''));
      if (!file) {
        answerJson(response, 404, { message: `The console has no file "${name.slice(0, 100)}".` });
        return;
      }
      response.writeHead(200, {
        'Content-Type': file.type,
        'Content-Length': file.content.length,
        'Cache-Control': FOR_EVER,
        Vary: 'Accept-Encoding',
        'X-Content-Type-Options': 'nosniff',
        ...(file.encoding && { 'Content-Encoding': file.encoding }),
      });
      response.end(method === 'HEAD' ? undefined : file.content);
    },
  };
}
