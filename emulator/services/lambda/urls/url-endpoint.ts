import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Endpoint } from '../../../edge/endpoint.ts';
import { traceIdOf } from '../../../edge/trace-id.ts';
import { functionArn } from '../function-name.ts';
import { runnable } from '../invocations/runnable.ts';
import { limits } from '../limits.ts';
import type { LambdaServices } from '../services.ts';
import type { LambdaStore } from '../state/lambda-store.ts';
import type { FunctionUrl } from '../state/records.ts';
import { mayUseUrl } from './url-access.ts';
import { corsHeaders, preflight, withCors } from './url-cors.ts';
import { urlEvent } from './url-event.ts';
import { readBody, send } from './url-exchange.ts';
import { type UrlAnswer, urlAnswer } from './url-response.ts';

type Dependencies = Pick<LambdaServices, 'context' | 'store' | 'code' | 'authority' | 'run'> & {
  /** For permission checks. */
  permissions: Pick<LambdaStore, 'state'>;
};

/** LocalStack's form of a function URL's host. */
const HOST = /^([a-z0-9_-]+)\.lambda-url\.[a-z0-9-]+\./;
/** The same without a name to resolve: `/_aws/lambda-url/<id>/<path>`. */
const PATH = /^\/_aws\/lambda-url\/([a-z0-9_-]+)(?=[/?]|$)/i;

const FORBIDDEN =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

/** Answers requests to function URLs. */
export function urlEndpoint(dependencies: Dependencies): Endpoint {
  return {
    name: 'lambda-url',
    forEveryOrigin: true,
    matches: (url, host) => HOST.test(host) || PATH.test(url),
    async handle(request, response) {
      const requestId = dependencies.context.random.uuid();
      const body = await readBody(request);
      send(response, await answerOf(dependencies, request, body, requestId), requestId);
    },
  };
}

async function answerOf(
  dependencies: Dependencies,
  request: IncomingMessage,
  body: Buffer | undefined,
  requestId: string,
): Promise<UrlAnswer> {
  const host = request.headers.host?.toLowerCase() ?? '';
  const [prefix = '', idInPath] = PATH.exec(request.url ?? '') ?? [];
  const id = idInPath?.toLowerCase() ?? HOST.exec(host)?.[1] ?? '';
  const [path = '', query = ''] = (request.url ?? '').slice(prefix.length).split(/\?(.*)/s);
  const found = findUrl(dependencies.store, id);
  if (!found) return refused(403, null, 'AccessDeniedException');
  const asked = preflight(found.url.cors, request);
  if (asked) return { status: 200, headers: asked, body: Buffer.alloc(0) };
  if (!body) return tooLarge();
  try {
    return await runFor(dependencies, found, {
      id,
      host,
      path: path || '/',
      query,
      request,
      body,
      requestId,
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'TooManyRequestsException') return refused(429, error.message, error.code);
    return refused(error.code === 'ResourceConflictException' ? 409 : 403, error.message, error.code);
  }
}

type Asked = Omit<Parameters<typeof urlEvent>[0], 'traceId' | 'now' | 'caller'>;

async function runFor(
  dependencies: Dependencies,
  { name, qualifier, url }: FoundUrl,
  asked: Asked,
): Promise<UrlAnswer> {
  const { context, authority, permissions, run } = dependencies;
  const { request, body, requestId } = asked;
  const arn = functionArn(context.config, name, qualifier);
  const { method = 'GET', url: sent = '/', headers } = request;
  const signed = url.authType === 'AWS_IAM';
  const caller = signed
    ? authority.authenticate({ method, url: sent, headers, body, service: 'lambda' })
    : undefined;
  const statements = permissions.state.functions[name]?.policies[qualifier] ?? [];
  if (!mayUseUrl(authority, { url, arn, statements }, caller))
    return refused(403, FORBIDDEN, 'AccessDeniedException');
  const { revision } = runnable(dependencies, arn);
  const traceId = traceIdOf(headers['x-amzn-trace-id'], context);
  const event = urlEvent({ ...asked, traceId, now: context.clock.now(), caller });
  const payload = Buffer.from(JSON.stringify(event));
  // Binary content grows by a third on its way into the event.
  if (payload.length > limits.synchronousPayloadBytes) return tooLarge();
  const outcome = await run({
    revision,
    invokedFunctionArn: arn,
    payload,
    requestId,
    traceId,
    invokedBy: caller?.arn ?? 'anonymous',
  });
  const answer = outcome.failure ? undefined : urlAnswer(outcome.payload, outcome.contentType);
  if (!answer) {
    const body = Buffer.from('Internal Server Error');
    return { status: 502, headers: { 'Content-Type': 'application/json' }, body };
  }
  return { ...answer, headers: withCors(answer.headers, corsHeaders(url.cors, request)) };
}

interface FoundUrl {
  name: string;
  qualifier: string;
  url: FunctionUrl;
}

function findUrl(store: Pick<LambdaStore, 'state'>, id: string): FoundUrl | undefined {
  for (const { name, urls } of Object.values(store.state.functions)) {
    for (const [qualifier, url] of Object.entries(urls)) {
      if (url.id.toLowerCase() === id) return { name, qualifier, url };
    }
  }
  return undefined;
}

function tooLarge(): UrlAnswer {
  const limit = limits.synchronousPayloadBytes;
  return refused(413, `Request must be smaller than ${limit} bytes for the InvokeFunction operation`);
}

function refused(status: number, message: string | null, errorType?: string): UrlAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...(errorType && { 'x-amzn-ErrorType': errorType }) },
    body: Buffer.from(JSON.stringify({ Message: message })),
  };
}
