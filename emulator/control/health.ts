import type { Endpoint } from '../edge/endpoint.ts';

/** `GET /_localstack/health`: the services that are there, in LocalStack's form, so that tools made for it find them. */
export function healthEndpoint(services: readonly string[]): Endpoint {
  const body = JSON.stringify({
    services: Object.fromEntries(services.map((name) => [name, 'running'])),
    edition: 'gatehouse',
  });
  return {
    name: 'health',
    matches: (url) => url === '/_localstack/health' || url === '/health',
    handle(_request, response) {
      response
        .writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
        .end(body);
    },
  };
}
