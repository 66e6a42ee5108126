import type { Endpoint } from '../../../edge/endpoint.ts';
import type { PolicyReport } from './policy-report.ts';
import { reportText } from './report-text.ts';

const PATH = '/_gatehouse/policy-report';

/** `GET /_gatehouse/policy-report`: the report as JSON, or with `?format=text` for a reader. */
export function policyReportEndpoint(report: () => PolicyReport): Endpoint {
  return {
    name: 'policy report',
    matches: (url) => url === PATH || url.startsWith(`${PATH}?`),
    handle(request, response) {
      request.resume();
      const format = new URL(request.url ?? '/', 'http://engine').searchParams.get('format') ?? 'json';
      if (request.method !== 'GET') {
        response.writeHead(405, { Allow: 'GET' }).end();
        return;
      }
      if (format !== 'json' && format !== 'text') {
        const message = `There is no format "${format}": give json or text.`;
        response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message }));
        return;
      }
      const body = format === 'text' ? reportText(report()) : JSON.stringify(report());
      const type = format === 'text' ? 'text/plain; charset=utf-8' : 'application/json';
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
    },
  };
}
