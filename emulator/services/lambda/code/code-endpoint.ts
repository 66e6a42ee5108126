import { pathToFileURL } from 'node:url';
import type { Endpoint } from '../../../edge/endpoint.ts';
import type { Code } from '../state/code.ts';
import type { CodeStore } from './code-store.ts';

const PREFIX = '/_aws/lambda/code/';

/** The link to a function's zip that GetFunction gives; on AWS it leads to a bucket of Lambda's, for ten minutes. */
export function codeUrl(endpoint: string, { sha256, folder }: Pick<Code, 'sha256' | 'folder'>): string {
  if (folder !== undefined) return pathToFileURL(folder).href;
  return `${endpoint}${PREFIX}${Buffer.from(sha256, 'base64').toString('hex')}.zip`;
}

/** Serves the links of GetFunction. */
export function codeEndpoint(code: Pick<CodeStore, 'zip'>): Endpoint {
  return {
    name: 'lambda-code',
    matches: (url) => url.startsWith(PREFIX),
    async handle(request, response) {
      request.resume();
      const [, digest] = /^([0-9a-f]{64})\.zip$/.exec((request.url ?? '').slice(PREFIX.length)) ?? [];
      const zip = digest && (await code.zip(Buffer.from(digest, 'hex').toString('base64')));
      if (!zip) response.writeHead(404, { 'Content-Length': 0 }).end();
      else
        response.writeHead(200, { 'Content-Type': 'application/zip', 'Content-Length': zip.length }).end(zip);
    },
  };
}
