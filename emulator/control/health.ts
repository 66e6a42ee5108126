import type { Endpoint } from '../edge/endpoint.ts';
import type { UpstreamHealth } from '../edge/interfaces/upstream.ts';
import { answerJson } from '../edge/json-exchange.ts';

const PATHS = ['/_localstack/health', '/health', '/_gatehouse/health'];

/**
 * `GET /_localstack/health`: the engine's services, in LocalStack's form, so that tools made for it find them; an upstream's too, unless
 * the engine has them itself. `GET /_gatehouse/health` says who has each service, and the upstream's state.
 */
export function healthEndpoint(
  own: readonly string[],
  upstream: (() => Promise<UpstreamHealth>) | undefined,
): Endpoint {
  const running = Object.fromEntries(own.map((name) => [name, 'running']));
  return {
    name: 'health',
    matches: (url) => PATHS.includes(url),
    async handle({ url }, response) {
      const beyond = await upstream?.();
      if (url !== '/_gatehouse/health') {
        answerJson(response, 200, { services: { ...beyond?.services, ...running }, edition: 'gatehouse' });
        return;
      }
      const services = Object.fromEntries([
        ...Object.entries(beyond?.services ?? {}).map(([name, state]) => [name, { by: 'upstream', state }]),
        ...own.map((name) => [name, { by: 'engine', state: 'running' }]),
      ]);
      const { services: _services, ...how } = beyond ?? { services: {} };
      answerJson(response, 200, { services, upstream: beyond ? how : null });
    },
  };
}
