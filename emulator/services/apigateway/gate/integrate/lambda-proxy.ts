import { AwsError } from '../../../../edge/aws-error.ts';
import type { FunctionInvoker, FunctionResult } from '../../../../edge/interfaces/function-invoker.ts';
import type { Clock } from '../../../../store/clock.ts';
import {
  type GatewayFailure,
  integrationTimedOut,
  misconfigured,
} from '../../../execute-api/gateway-failure.ts';
import { convertWhole } from '../../../execute-api/integrate/convert-body.ts';
import { readLambdaAnswer } from '../../../execute-api/integrate/lambda-answer.ts';
import { functionArnOf, withStageVariables } from '../../../execute-api/lambda-uri.ts';
import { headerMaps, queryMaps, rawParameters } from '../../../execute-api/request/proxy-event.ts';
import { headerValue } from '../../../execute-api/request/request-values.ts';
import type { IntegrationRecord } from '../../state/records.ts';
import type { Exchange } from '../exchange.ts';
import { requestContext } from '../request-context.ts';
import { firstAccepted, isBinary } from './binary.ts';
import { converterFor } from './content-conversion.ts';
import { plainBody } from './content-encoding.ts';
import { writeAnswer } from './write-answer.ts';

export interface LambdaProxyDependencies {
  readonly functions: FunctionInvoker;
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Sends a request to a function and its answer back (API Gateway guide, "Lambda proxy integrations"). Throws GatewayFailure: 500 if the
 * function may not be invoked or its base64 is invalid, 502 if it fails or its answer is malformed, 504 if it is late.
 */
export async function callLambdaProxy(
  { functions, clock }: LambdaProxyDependencies,
  exchange: Exchange,
  integration: IntegrationRecord,
): Promise<void> {
  const { stage } = exchange;
  const uri = withStageVariables(integration.uri ?? '', stage.variables);
  const functionArn = uri && functionArnOf(uri);
  // A function is invoked by POST; AWS finds out when it tries.
  if (!functionArn || integration.httpMethod !== 'POST')
    throw misconfigured('Invalid permissions on Lambda function');
  const { binaryMediaTypes } = stage.snapshot.api;
  const payload = JSON.stringify(await proxyEvent(exchange, binaryMediaTypes));
  const started = performance.now();
  const abort = new AbortController();
  const result = await inTime(
    clock,
    functions.patience(functionArn, integration.timeoutInMillis),
    abort,
    functions.invoke({
      functionArn,
      invokedBy: 'apigateway.amazonaws.com',
      sourceArn: sourceArn(exchange),
      roleArn: integration.credentials,
      sourceAccount: stage.accountId,
      payload,
      traceId: exchange.traceId,
      signal: abort.signal,
    }),
  );
  exchange.integrationLatencyMs = performance.now() - started;
  exchange.integrationStatus = 200;
  exchange.endpointRequestId = result.requestId;
  if (result.functionError) throw functionFailed();
  const answer = readLambdaAnswer(result.payload);
  if (!answer) throw misconfigured('Malformed Lambda proxy response', 502);
  exchange.functionStatus = answer.status;
  const accepted = firstAccepted(headerValue(exchange.request, 'accept'));
  const decode = answer.isBase64Encoded && isBinary(binaryMediaTypes, accepted);
  const body = Buffer.from(answer.body);
  await writeAnswer(exchange, {
    ...answer,
    body: decode ? convertWhole(body, converterFor('decode')) : body,
  });
}

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path>`, path parameters as `*`. */
function sourceArn({ stage, method, resource }: Exchange): string {
  return `${stage.arn}/${method}${(resource?.path ?? '/').replaceAll(/\{[^}]+\}/g, '*')}`;
}

/** The event of a Lambda proxy integration, payload version 1.0. Path parameters stay as the client encoded them. */
async function proxyEvent(exchange: Exchange, binaryMediaTypes: readonly string[]): Promise<object> {
  const body = await plainBody(exchange);
  const binary = isBinary(binaryMediaTypes, headerValue(exchange.request, 'content-type'));
  const { headers, multi } = headerMaps(exchange);
  for (const name of Object.keys(headers).filter((key) => key.toLowerCase() === 'x-amzn-trace-id')) {
    delete headers[name];
    delete multi[name];
  }
  headers['X-Amzn-Trace-Id'] = exchange.traceId;
  multi['X-Amzn-Trace-Id'] = [exchange.traceId];
  const query = queryMaps(exchange.query);
  const { variables } = exchange.stage;
  const { authorizer } = exchange;
  return {
    resource: exchange.resource?.path,
    path: exchange.path,
    httpMethod: exchange.method,
    headers,
    multiValueHeaders: multi,
    queryStringParameters: query.single,
    multiValueQueryStringParameters: query.multi,
    pathParameters: rawParameters(exchange),
    stageVariables: Object.keys(variables).length > 0 ? variables : null,
    requestContext: {
      ...requestContext(exchange),
      ...(authorizer && {
        authorizer: authorizer.claims ?? {
          ...authorizer.context,
          principalId: authorizer.principalId,
          integrationLatency: Math.round(exchange.authorizerRun?.latencyMs ?? 0),
        },
      }),
    },
    body: body.length > 0 ? body.toString(binary ? 'base64' : 'utf8') : null,
    isBase64Encoded: binary && body.length > 0,
  };
}

async function inTime(
  clock: Pick<Clock, 'after'>,
  timeoutMs: number,
  abort: AbortController,
  running: Promise<FunctionResult>,
): Promise<FunctionResult> {
  let timer: { cancel(): void } | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = clock.after(timeoutMs, () => {
      reject(integrationTimedOut());
      abort.abort();
    });
  });
  try {
    return await Promise.race([running, late]);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw misconfigured('Invalid permissions on Lambda function', 500, error);
  } finally {
    timer?.cancel();
    // A later failure of the function does not matter any more.
    running.catch(() => undefined);
  }
}

function functionFailed(): GatewayFailure {
  return misconfigured('Lambda execution failed with status 200 due to customer function error', 502);
}
