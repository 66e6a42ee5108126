import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestInvokeMethodRequest, TestInvokeMethodResponse } from '@aws-sdk/client-api-gateway';
import { type Call, operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { GatewayFailure } from '../../../execute-api/gateway-failure.ts';
import { findRoute } from '../../../execute-api/route-tree.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findApi, findMethod, findResource } from '../../control/lookup.ts';
import { answerFailure } from '../../gate/answer-failure.ts';
import { type CompiledStage, compileStage } from '../../gate/compile-stage.ts';
import { type Exchange, freshExchange } from '../../gate/exchange.ts';
import { type IntegrateDependencies, integrate } from '../../gate/integrate/integrate.ts';
import { validateRequest } from '../../gate/validate/validate-request.ts';
import type { ApiRecord, ResourceRecord } from '../../state/records.ts';
import { methodPath } from './get-method.ts';
import { madeUpRequest } from './made-up-request.ts';
import { testLog } from './test-log.ts';

/** The stage that functions and templates see in a test of a method. */
const STAGE = 'test-invoke-stage';

type Needs = Pick<Dependencies, 'store' | 'config' | 'clock'> & IntegrateDependencies;

/** Headers of an answer that API Gateway does not show here. */
const HIDDEN = /^(content-length|connection|date|x-amzn-requestid|x-amz-apigw-id)$/i;

/**
 * Tests a method as it is now, deployed or not, without its authorizer and API key. Returns what a client would get, and the execution log.
 */
export function testInvokeMethod(dependencies: Needs) {
  const { config, clock } = dependencies;
  return operation<TestInvokeMethodRequest, TestInvokeMethodResponse>({
    honours: {
      restApiId: true,
      resourceId: true,
      httpMethod: true,
      pathWithQueryString: true,
      body: true,
      headers: true,
      multiValueHeaders: true,
      stageVariables: true,
    },
    ...access('POST', methodPath),
    async run(input, call) {
      const { resource, method } = testedMethod(dependencies, input);
      if (!method.integration) throw badRequest('No integration defined for method');
      const api = findApi(dependencies, input.restApiId);
      const stage = stageOf(config, api, resource, input, clock.now());
      const whole = input.pathWithQueryString || resource.path;
      const [path = '/', query] = whole.split('?');
      let exchange: Exchange | undefined;
      const started = performance.now();
      const { httpMethod = 'ANY' } = input;
      const answer = await madeUpRequest(
        {
          method: httpMethod === 'ANY' ? 'GET' : httpMethod,
          headers: headersOf(input),
          body: input.body ?? '',
        },
        (request, response) => {
          request.rawHeaders = withoutOwn(request.rawHeaders, input);
          exchange = trial({ stage, resource, call, path, query, request, response, startedAt: clock.now() });
          void attempt(dependencies, exchange);
        },
      );
      const headers = shownHeaders(exchange);
      return {
        status: answer.status,
        body: answer.body,
        headers: Object.fromEntries(headers.map(([name, value]) => [name, value])),
        multiValueHeaders: Object.fromEntries(
          headers.map(([name]) => [
            name,
            headers.filter(([other]) => other === name).map(([, value]) => value),
          ]),
        ),
        log: testLog(call.requestId, clock.now(), {
          exchange,
          path,
          sent: { headers: input.headers, query, body: input.body ?? '' },
          answer: { status: answer.status, headers, body: answer.body },
        }),
        latency: Math.round(performance.now() - started),
      };
    },
  });
}

/** The method, or the resource's `ANY` if it does not have this one; throws `NotFoundException`. */
function testedMethod(dependencies: Needs, input: TestInvokeMethodRequest) {
  const resource = findResource(dependencies, input.restApiId, input.resourceId);
  const isOwn = resource.methods[input.httpMethod ?? ''] !== undefined;
  return findMethod(dependencies, isOwn ? input : { ...input, httpMethod: 'ANY' });
}

/** A stage with only this one resource as it is now. */
function stageOf(
  config: Needs['config'],
  api: ApiRecord,
  resource: ResourceRecord,
  { stageVariables = {} }: TestInvokeMethodRequest,
  now: number,
): CompiledStage {
  const snapshot = {
    api: api.api,
    resources: [resource],
    authorizers: api.authorizers,
    gatewayResponses: api.gatewayResponses,
    models: api.models,
    validators: api.validators,
  };
  const deployments = new Map([['', { id: '', createdAt: now, snapshot }]]);
  const stage = compileStage(
    config,
    { ...api, deployments },
    {
      stageName: STAGE,
      deploymentId: '',
      variables: stageVariables,
      methodSettings: {},
      tags: {},
      createdAt: now,
      updatedAt: now,
    },
  );
  if (!stage) throw new Error('A stage has no deployment that was just given to it.');
  return stage;
}

interface Trial {
  stage: CompiledStage;
  resource: ResourceRecord;
  call: Call;
  path: string;
  query: string | undefined;
  request: IncomingMessage;
  response: ServerResponse;
  startedAt: number;
}

/** A made-up request. Its path need not be the resource's: then it has no path parameters. */
function trial({ stage, resource, call, path, ...rest }: Trial): Exchange {
  const { requestId, traceId } = call;
  const method = rest.request.method ?? 'GET';
  const exchange = freshExchange({
    ...rest,
    stage,
    path,
    rawPath: path,
    requestId,
    extendedRequestId: requestId,
    traceId,
    method,
  });
  const asked = findRoute(stage.routes, path);
  const own = findRoute(stage.routes, resource.path);
  exchange.resource = own?.resource;
  exchange.pathParameters = asked?.parameters ?? {};
  exchange.route = own?.resource.methods[method] ?? own?.resource.methods['ANY'];
  return exchange;
}

async function attempt(dependencies: IntegrateDependencies, exchange: Exchange): Promise<void> {
  const { route, response } = exchange;
  try {
    if (!route) throw new Error('The method that is tried is not in its own stage.');
    if (route.validation) await validateRequest(exchange, route.validation);
    await integrate(dependencies, exchange, route);
  } catch (error) {
    if (error instanceof GatewayFailure && !response.headersSent) answerFailure(exchange, error);
    else response.destroy(error as Error);
  }
}

/** A made-up request's headers without the artificial ones. */
function withoutOwn(rawHeaders: readonly string[], input: TestInvokeMethodRequest): string[] {
  const given = new Set(Object.keys(headersOf(input)).map((name) => name.toLowerCase()));
  return rawHeaders.filter((_, index) => {
    const name = (rawHeaders[index - (index % 2)] ?? '').toLowerCase();
    return given.has(name) || (name !== 'host' && name !== 'user-agent');
  });
}

function headersOf({ headers = {}, multiValueHeaders = {} }: TestInvokeMethodRequest) {
  return { ...headers, ...multiValueHeaders };
}

/** Names and values as API Gateway shows them; of a failure it only shows the kind (recorded on AWS). */
function shownHeaders(exchange: Exchange | undefined): [string, string][] {
  const sent = exchange?.answered?.headers ?? [];
  const pairs: [string, string][] = Array.isArray(sent)
    ? sent.flatMap((name, index): [string, string][] =>
        index % 2 === 0 ? [[name, sent[index + 1] ?? '']] : [],
      )
    : Object.entries(sent as Record<string, string>);
  const isFunction = exchange?.route?.integration.type === 'AWS_PROXY';
  return pairs.filter(
    ([name]) =>
      !HIDDEN.test(name) &&
      (isFunction || !/^x-amzn-trace-id$/i.test(name)) &&
      !(exchange?.failure && /^content-type$/i.test(name)),
  );
}
