import type { Endpoint } from '../edge/endpoint.ts';
import { answerJson } from '../edge/json-exchange.ts';
import type { CallRecord } from './call-record.ts';

const PATH = '/_gatehouse/calls';

/**
 * `GET /_gatehouse/calls?since=<n>`: the API calls answered after number `n` (all kept ones by default), oldest first, and the number of
 * the last one, to pass as `since` the next time. 400 with a sentence if `since` is no number.
 */
export function callsEndpoint(record: CallRecord): Endpoint {
  return {
    name: 'calls',
    matches: (url) => url === PATH || url.startsWith(`${PATH}?`),
    handle(request, response) {
      request.resume();
      if (request.method !== 'GET') {
        answerJson(response, 405, { message: 'Give GET.' }, { Allow: 'GET' });
        return;
      }
      const since = new URL(request.url ?? PATH, 'http://engine').searchParams.get('since') ?? '0';
      if (!/^\d{1,15}$/.test(since)) {
        answerJson(response, 400, { message: `since is "${since}": give the number of a call, 0 for all.` });
        return;
      }
      answerJson(response, 200, record.since(Number(since)));
    },
  };
}
