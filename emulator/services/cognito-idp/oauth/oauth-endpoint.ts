import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Endpoint } from '../../../edge/endpoint.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { Call } from '../../../edge/operation.ts';
import { traceIdOf } from '../../../edge/trace-id.ts';
import type { Cognito } from '../cognito.ts';
import { poolOfDomain } from '../pool/domains.ts';
import type { Pool } from '../state/state.ts';
import { OauthFailure } from './oauth-failure.ts';
import { revokeByForm } from './revoke-endpoint.ts';
import { issueByGrant } from './token-endpoint.ts';
import { userInfo } from './user-info.ts';

/** `<domain>.auth.<region>.amazoncognito.com`, or below a name of this machine. */
const HOST =
  /^([a-z0-9-]+)\.auth\.(?:[a-z0-9-]+\.)*(?:amazoncognito\.com|localhost\.localstack\.cloud|localhost)(?::\d+)?$/;
/** LocalStack's form: the client names the pool. */
const PATH = '/_aws/cognito-idp/';
/** Pages for people, which the engine does not have. */
const PAGES = /^(?:oauth2\/authorize|login|logout|signup|forgotPassword|saml2|passkeys)/;

/** What the OAuth endpoints need of the engine. */
type Needs = Pick<EngineContext, 'config' | 'clock' | 'random'>;

/**
 * The OAuth endpoints of pools with a domain: `/oauth2/token`, `/oauth2/revoke`, `/oauth2/userInfo`. The pages for people answer 501.
 */
export function oauthEndpoint(cognito: Cognito, context: Needs): Endpoint {
  return {
    name: 'cognito-oauth',
    matches: (url, host) => url.startsWith(PATH) || HOST.test(host),
    async handle(request, response) {
      const { pool, path } = addressOf(cognito, request);
      try {
        if (pool === null)
          throw new OauthFailure('invalid_request', { description: 'There is no such domain.' });
        await answer(cognito, context, { request, response, pool, path });
      } catch (error) {
        if (!(error instanceof OauthFailure)) throw error;
        send(response, error.status, {
          error: error.code,
          ...(error.description && { error_description: error.description }),
        });
      }
    },
  };
}

interface Asked {
  request: IncomingMessage;
  response: ServerResponse;
  pool: Pool | undefined;
  path: string;
}

async function answer(
  cognito: Cognito,
  context: Needs,
  { request, response, pool, path }: Asked,
): Promise<void> {
  const { authorization } = request.headers;
  const { method } = request;
  if (PAGES.test(path)) {
    request.resume();
    throw new OauthFailure('not_implemented', {
      status: 501,
      description: `/${path}: the pages of a user pool's domain are not supported by the embedded engine.`,
    });
  }
  const body = await text(request);
  const form = new URLSearchParams(body);
  const call = callOf(request, context);
  if (path === 'oauth2/token' && method === 'POST')
    send(response, 200, await issueByGrant(cognito, call, pool, authorization, form));
  else if (path === 'oauth2/revoke' && method === 'POST') {
    revokeByForm(cognito, pool, authorization, form);
    response.writeHead(200, { 'Content-Length': 0 }).end();
  } else if (path === 'oauth2/userInfo' && (method === 'GET' || method === 'POST'))
    send(response, 200, await userInfo(cognito, call, pool, authorization));
  else throw new OauthFailure('invalid_request', { status: /^oauth2\//.test(path) ? 405 : 404 });
}

/** The pool of the requested domain: undefined if the path leaves it open, null if there is no such domain. */
function addressOf(
  { store }: Pick<Cognito, 'store'>,
  { url = '/', headers }: IncomingMessage,
): { pool: Pool | undefined | null; path: string } {
  const { pathname } = new URL(url, 'http://pool');
  if (pathname.startsWith(PATH)) return { pool: undefined, path: pathname.slice(PATH.length) };
  const [, domain = ''] = HOST.exec(headers.host?.toLowerCase() ?? '') ?? [];
  return { pool: poolOfDomain(store.state, domain) ?? null, path: pathname.slice(1) };
}

/** What triggers see of a request that is no API call. */
function callOf(request: IncomingMessage, context: Needs): Call {
  return {
    requestId: context.random.uuid(),
    traceId: traceIdOf(request.headers['x-amzn-trace-id'], context),
    region: context.config.region,
    accountId: context.config.accountId,
    principal: undefined,
    signal: AbortSignal.timeout(30_000),
    host: request.headers.host ?? '',
    sourceIp: request.socket.remoteAddress ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    requestKeys: () => ({}),
    about: () => undefined,
    authorize: () => undefined,
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  const content = JSON.stringify(body);
  response
    .writeHead(status, {
      'Content-Type': 'application/json;charset=UTF-8',
      'Content-Length': Buffer.byteLength(content),
      'Cache-Control': 'no-store',
    })
    .end(content);
}
