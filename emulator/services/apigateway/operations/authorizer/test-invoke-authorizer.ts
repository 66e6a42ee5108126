import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestInvokeAuthorizerRequest, TestInvokeAuthorizerResponse } from '@aws-sdk/client-api-gateway';
import { type Call, operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { GatewayFailure } from '../../../execute-api/gateway-failure.ts';
import { buildRoutes } from '../../../execute-api/route-tree.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findApi, findAuthorizer } from '../../control/lookup.ts';
import { ask } from '../../gate/authorize/ask.ts';
import { identityOf } from '../../gate/authorize/authorize.ts';
import { authorizeByUserPool } from '../../gate/authorize/user-pools.ts';
import { compileAuthorizer } from '../../gate/compile-stage.ts';
import { type Exchange, freshExchange } from '../../gate/exchange.ts';
import type { RestApiRecord, Strings } from '../../state/records.ts';
import { authorizerPath } from './get-authorizer.ts';

/** The stage in the ARN when a function is only tested. */
const STAGE = 'test-invoke-stage';

type Needs = Pick<Dependencies, 'store' | 'config' | 'functions' | 'clock' | 'keySets'>;

/**
 * Tests an authorizer, deployed or not, without its cache. The answer's `clientStatus` says what the function did: 0 for a verdict or a
 * valid token of a user pool, else the status that a client would get.
 */
export function testInvokeAuthorizer(dependencies: Needs) {
  const { config, clock } = dependencies;
  return operation<TestInvokeAuthorizerRequest, TestInvokeAuthorizerResponse>({
    honours: {
      restApiId: true,
      authorizerId: true,
      headers: true,
      multiValueHeaders: true,
      pathWithQueryString: true,
      // No authorizer sees a body.
      body: true,
      stageVariables: true,
    },
    ...access('POST', authorizerPath),
    async run(input, call) {
      const { api } = findApi(dependencies, input.restApiId);
      const record = findAuthorizer(dependencies, input.restApiId, input.authorizerId);
      const executeArn = `arn:aws:execute-api:${config.region}:${config.accountId}:${api.id}`;
      const variables = input.stageVariables ?? {};
      const authorizer = compileAuthorizer(record, variables, `${executeArn}/authorizers/${record.id}`);
      const exchange = trial({ input, call, api, variables, executeArn, startedAt: clock.now() });
      const log = [`Execution log for request ${call.requestId}`, `Starting authorizer: ${record.id}`];
      const latency = () => Math.round(performance.now() - exchange.started);
      try {
        if (record.type === 'COGNITO_USER_POOLS') {
          await authorizeByUserPool(dependencies.keySets, exchange, authorizer);
          const claims = { ...exchange.authorizer?.claims?.claims };
          return { clientStatus: 0, log: log.join('\n'), latency: latency(), claims };
        }
        const verdict = await ask(dependencies, exchange, authorizer, identityOf(exchange, authorizer));
        log.push(`Authorizer result body: principal ${verdict.principalId}`);
        return {
          clientStatus: 0,
          log: log.join('\n'),
          latency: latency(),
          principalId: verdict.principalId,
          policy: JSON.stringify(verdict.document),
        };
      } catch (error) {
        if (!(error instanceof GatewayFailure)) throw error;
        log.push(error.detail ?? error.text ?? '');
        return { clientStatus: error.status, log: log.join('\n'), latency: latency() };
      }
    },
  });
}

interface Trial {
  input: TestInvokeAuthorizerRequest;
  call: Call;
  api: RestApiRecord;
  variables: Strings;
  executeArn: string;
  startedAt: number;
}

/** A made-up request. */
function trial({ input, call, api, variables, executeArn, startedAt }: Trial): Exchange {
  const [path = '/', query] = (input.pathWithQueryString ?? '/').split('?');
  const rawHeaders = [
    ...Object.entries(input.headers ?? {}),
    ...Object.entries(input.multiValueHeaders ?? {}).flatMap(([name, values]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  ].flat();
  const { region, accountId, requestId, traceId } = call;
  return freshExchange({
    request: {
      rawHeaders,
      headers: {},
      httpVersion: '1.1',
      socket: { remoteAddress: call.sourceIp },
    } as unknown as IncomingMessage,
    response: {} as ServerResponse,
    stage: {
      apiId: api.id,
      stageName: STAGE,
      deploymentId: '',
      region,
      accountId,
      arn: `${executeArn}/${STAGE}`,
      variables,
      accessLog: undefined,
      logLevels: {},
      logStream: '',
      snapshot: {
        api,
        resources: [],
        authorizers: new Map(),
        gatewayResponses: new Map(),
        models: new Map(),
        validators: new Map(),
      },
      routes: buildRoutes([]),
    },
    requestId,
    extendedRequestId: requestId,
    traceId,
    startedAt,
    method: 'GET',
    path,
    rawPath: path,
    query,
  });
}
