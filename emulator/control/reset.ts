import type { Endpoint } from '../edge/endpoint.ts';
import type { EngineContext } from '../edge/interfaces/engine-context.ts';

/** `POST /_localstack/state/reset`, as in LocalStack: empties every service. */
export function resetEndpoint({
  stores,
  events,
  clock,
}: Pick<EngineContext, 'stores' | 'events' | 'clock'>): Endpoint {
  return {
    name: 'reset',
    matches: (url) => url === '/_localstack/state/reset',
    async handle(request, response) {
      request.resume();
      if (request.method !== 'POST') {
        response.writeHead(405, { Allow: 'POST' }).end();
        return;
      }
      stores.reset();
      events.publish({ type: 'reset', at: clock.now() });
      await stores.flushed();
      response.writeHead(200, { 'Content-Length': 0 }).end();
    },
  };
}
