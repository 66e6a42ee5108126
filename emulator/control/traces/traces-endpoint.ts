import type { ServerResponse } from 'node:http';
import type { Endpoint } from '../../edge/endpoint.ts';
import { answerJson } from '../../edge/json-exchange.ts';
import { buildTrace } from './build-trace.ts';
import { findTrace, listTraces, parseQuery } from './list-traces.ts';
import type { Recorder } from './recorder.ts';

const PATH = '/_gatehouse/traces';

/**
 * `/_gatehouse/traces`: GET lists, newest first, `GET /_gatehouse/traces/<id>` shows one (404 if it is not kept), with secrets for
 * `reveal=1`, DELETE deletes all. 400 names a bad parameter. docs/traces.md describes both.
 */
export function tracesEndpoint(recorder: Pick<Recorder, 'kept' | 'looks' | 'clear'>): Endpoint {
  return {
    name: 'traces',
    matches: (url) => url === PATH || url.startsWith(`${PATH}/`) || url.startsWith(`${PATH}?`),
    handle(request, response) {
      request.resume();
      const { pathname, searchParams } = new URL(request.url ?? PATH, 'http://engine');
      const id = pathname.slice(PATH.length + 1);
      if (request.method === 'DELETE' && id === '') {
        recorder.clear();
        response.writeHead(204).end();
      } else if (request.method !== 'GET') refuseMethod(response, id);
      else {
        recorder.looks.looked();
        if (id === '') list(recorder, searchParams, response);
        else tell(recorder, { id, reveal: searchParams.get('reveal') }, response);
      }
    },
  };
}

function list({ kept }: Pick<Recorder, 'kept'>, parameters: URLSearchParams, response: ServerResponse): void {
  const query = parseQuery(parameters);
  if (typeof query === 'string') answerJson(response, 400, { message: query });
  else answerJson(response, 200, listTraces(kept, query));
}

function tell(
  { kept }: Pick<Recorder, 'kept'>,
  { id, reveal }: { id: string; reveal: string | null },
  response: ServerResponse,
): void {
  if (reveal !== null && reveal !== '0' && reveal !== '1') {
    answerJson(response, 400, { message: `reveal is "${reveal}": give 1 to be shown secrets.` });
    return;
  }
  const entry = findTrace(kept, safeDecoded(id));
  const trace = entry && buildTrace(entry, reveal === '1');
  if (trace) answerJson(response, 200, trace);
  else answerJson(response, 404, { message: `No trace is kept under "${id.slice(0, 100)}".` });
}

function refuseMethod(response: ServerResponse, id: string): void {
  const allow = id === '' ? 'GET, DELETE' : 'GET';
  answerJson(response, 405, { message: `Give ${allow.replace(', ', ' or ')}.` }, { Allow: allow });
}

function safeDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
