import type { Endpoint } from '../edge/endpoint.ts';
import type { EventType } from '../edge/events.ts';
import type { EngineContext } from '../edge/interfaces/engine-context.ts';
import { createLineWriter } from './line-writer.ts';

const TYPES: readonly EventType[] = [
  'call',
  'permission',
  'invocation',
  'log',
  'mail',
  'gate',
  'trace',
  'reset',
];

/**
 * `GET /_gatehouse/events?type=log,call`: events as they happen, one JSON object a line, until the client hangs up. Without `type`, all of
 * them. Events contain no secrets.
 */
export function eventStreamEndpoint({ events }: Pick<EngineContext, 'events'>): Endpoint {
  return {
    name: 'events',
    matches: (url) => url === '/_gatehouse/events' || url.startsWith('/_gatehouse/events?'),
    handle(request, response) {
      const asked =
        new URL(request.url ?? '/', 'http://engine').searchParams.get('type')?.split(',') ?? TYPES;
      const unknown = asked.find((type) => !TYPES.includes(type as EventType));
      if (unknown !== undefined) {
        const message = `There is no event type "${unknown}": give some of ${TYPES.join(', ')}.`;
        response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message }));
        return;
      }
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
      response.flushHeaders();
      const write = createLineWriter(response);
      const subscriptions = (asked as EventType[]).map((type) =>
        events.subscribe(type, (event) => write(`${JSON.stringify(event)}\n`)),
      );
      response.once('close', () => {
        for (const subscription of subscriptions) subscription[Symbol.dispose]();
      });
    },
  };
}
