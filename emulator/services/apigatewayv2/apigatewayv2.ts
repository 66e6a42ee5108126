import type { Authority } from '../../edge/interfaces/authority.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { FunctionInvoker } from '../../edge/interfaces/function-invoker.ts';
import type { GateRecorder } from '../../edge/interfaces/gate-recorder.ts';
import type { LogWriter } from '../../edge/interfaces/log-writer.ts';
import type { Module } from '../../edge/interfaces/service-module.ts';
import type { UndeployedApis } from '../../edge/undeployed.ts';
import { withResourceTags } from '../../edge/with-resource-tags.ts';
import { models } from '../../models/models.ts';
import { createVerdictCaches } from '../execute-api/authorize/verdict-cache.ts';
import { createOriginClient } from '../execute-api/integrate/origin-client.ts';
import { createKeySets } from '../execute-api/jwt/key-sets.ts';
import type { Throttle } from '../execute-api/throttle.ts';
import { createUnknownApi } from '../execute-api/unknown-api.ts';
import { createHttpGate } from './gate/http-gate.ts';
import type { HttpVerdict } from './gate/http-verdict.ts';
import { httpApiOperations } from './operations/operations.ts';
import { tagsOf } from './operations/tags-of.ts';
import { undeployed } from './operations/undeployed.ts';
import { httpApiStore } from './state/http-api-store.ts';

/** API Gateway: HTTP APIs, their data plane, and the answer for unknown APIs of either kind. */
export function createApiGatewayV2(
  context: EngineContext,
  {
    functions,
    authority,
    logs,
    traces,
    throttle,
  }: {
    functions: FunctionInvoker;
    authority: Authority;
    logs: LogWriter;
    traces: GateRecorder;
    /** Shared by both kinds of API. */
    throttle: Throttle;
  },
): Module & UndeployedApis {
  const { clock, events, endpoint } = context;
  const store = context.stores.open(httpApiStore);
  const verdicts = createVerdictCaches<HttpVerdict>(context);
  const origins = createOriginClient(context.routes);
  const { dispatcher } = origins;
  const keySets = createKeySets({ dispatcher, clock, endpoint });
  const subscription = events.subscribe('reset', () => {
    verdicts.flush();
    keySets.forget();
    throttle.forget();
  });
  return {
    services: [
      {
        model: models.apigatewayv2,
        operations: withResourceTags(httpApiOperations({ ...context, store, verdicts }), (input) =>
          tagsOf(store, input),
        ),
        validationCode: 'BadRequestException',
      },
    ],
    endpoints: [
      createHttpGate({
        ...context,
        store,
        functions,
        authority,
        keySets,
        logs,
        traces,
        dispatcher,
        throttle,
        httpVerdicts: verdicts,
      }),
      createUnknownApi(context),
    ],
    undeployed: () => undeployed(store.state),
    async dispose() {
      subscription[Symbol.dispose]();
      await origins[Symbol.asyncDispose]();
    },
  };
}
