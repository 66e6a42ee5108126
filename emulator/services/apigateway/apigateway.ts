import type { Authority } from '../../edge/interfaces/authority.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { FunctionInvoker } from '../../edge/interfaces/function-invoker.ts';
import type { GateRecorder } from '../../edge/interfaces/gate-recorder.ts';
import type { LogWriter } from '../../edge/interfaces/log-writer.ts';
import type { Module } from '../../edge/interfaces/service-module.ts';
import { lateOperations } from '../../edge/late-operations.ts';
import type { UndeployedApis } from '../../edge/undeployed.ts';
import { withResourceTags } from '../../edge/with-resource-tags.ts';
import { models } from '../../models/models.ts';
import type { Verdict } from '../execute-api/authorize/verdict.ts';
import { createVerdictCaches } from '../execute-api/authorize/verdict-cache.ts';
import { createOriginClient } from '../execute-api/integrate/origin-client.ts';
import { createKeySets } from '../execute-api/jwt/key-sets.ts';
import type { Throttle } from '../execute-api/throttle.ts';
import { withEnumOrder } from './control/enum-order.ts';
import { tagsOf } from './control/tags-of.ts';
import { undeployed } from './control/undeployed.ts';
import { createGate } from './gate/gate.ts';
import { createUsageMeter } from './gate/limit/usage-meter.ts';
import { restApiOperations } from './operations/operations.ts';
import { apiStore } from './state/api-store.ts';
import { planStore } from './state/plan-store.ts';

/** API Gateway: REST APIs, and the data plane that serves deployments. */
export function createApiGateway(
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
  const { clock, random, config, events } = context;
  const store = context.stores.open(apiStore);
  const plans = context.stores.open(planStore);
  const meter = createUsageMeter(plans, clock);
  const verdicts = createVerdictCaches<Verdict>(context);
  const origins = createOriginClient(context.routes);
  const { dispatcher } = origins;
  const keySets = createKeySets({ dispatcher, clock, endpoint: context.endpoint });
  const subscription = events.subscribe('reset', () => {
    verdicts.flush();
    keySets.forget();
    throttle.forget();
    meter.clear();
  });
  return {
    services: [
      {
        model: withEnumOrder(models.apigateway),
        namesBody: true,
        listRule: (rule) => `[${rule}]`,
        operations: withResourceTags(
          lateOperations(
            { now: store, late: store.behind(() => context.realism.listLagMs) },
            (seen) =>
              restApiOperations({
                store: seen,
                plans,
                meter,
                random,
                clock,
                config,
                verdicts,
                authority,
                functions,
                keySets,
                dispatcher,
              }),
            (name) => name === 'GetRestApis',
          ),
          (input) => tagsOf({ store, plans }, input),
        ),
      },
    ],
    endpoints: [
      createGate({
        store,
        plans,
        meter,
        throttle,
        functions,
        authority,
        verdicts,
        keySets,
        logs,
        traces,
        clock,
        random,
        config,
        events,
        dispatcher,
      }),
    ],
    undeployed: () => undeployed(store.state),
    async dispose() {
      subscription[Symbol.dispose]();
      meter.write();
      await origins[Symbol.asyncDispose]();
    },
  };
}
