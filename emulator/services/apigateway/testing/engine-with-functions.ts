import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { defaultConfig } from '../../../config.ts';
import { AwsError } from '../../../edge/aws-error.ts';
import { createDispatch } from '../../../edge/dispatch.ts';
import { createRouteConnections } from '../../../edge/doors/route-connections.ts';
import type { Endpoint } from '../../../edge/endpoint.ts';
import { createEventBus } from '../../../edge/events.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { FunctionInvocation, FunctionInvoker } from '../../../edge/interfaces/function-invoker.ts';
import type { GateRecorder } from '../../../edge/interfaces/gate-recorder.ts';
import { listen } from '../../../edge/listener.ts';
import { type Clock, systemClock } from '../../../store/clock.ts';
import { systemRandom } from '../../../store/random.ts';
import { createStores } from '../../../store/stores.ts';
import { createApiGatewayV2 } from '../../apigatewayv2/apigatewayv2.ts';
import { createThrottle } from '../../execute-api/throttle.ts';
import { createIam } from '../../iam/iam.ts';
import { createLogs } from '../../logs/logs.ts';
import { createApiGateway } from '../apigateway.ts';

/** A test's function: what it returns is its answer, what it throws its error. */
export type TestFunction = (event: never, invocation: FunctionInvocation) => unknown;

export interface TestEngine extends AsyncDisposable {
  readonly endpoint: string;
  readonly port: number;
  readonly context: EngineContext;
  readonly client: APIGatewayClient;
  /** By name; its ARN is `functionArn(name)`. */
  readonly functions: Map<string, TestFunction>;
  /** Every run of a function, in order. */
  readonly runs: FunctionInvocation[];
  /** Bugs that the engine reported. */
  readonly defects: unknown[];
}

/** The ARN of a test's function. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}

/** The URI by which API Gateway invokes a test's function. */
export function functionUri(name: string): string {
  return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;
}

/**
 * Starts API Gateway behind the engine's real edge on a spare port, with plain functions of the test: these tests are not about what is
 * between the gate and Lambda's processes.
 */
export async function startWithFunctions(
  options: {
    clock?: Clock;
    /** Answered before API Gateway's own. */
    endpoints?: readonly Endpoint[];
  } = {},
): Promise<TestEngine> {
  const functions = new Map<string, TestFunction>();
  const runs: FunctionInvocation[] = [];
  const defects: unknown[] = [];
  const report = (error: unknown) => defects.push(error);
  const events = createEventBus(report);
  let port = 0;
  const context: EngineContext = {
    config: defaultConfig,
    realism: defaultConfig.realism,
    clock: options.clock ?? systemClock,
    random: systemRandom,
    events,
    stores: createStores(),
    routes: createRouteConnections(),
    folder: () => undefined,
    endpoint: () => `http://127.0.0.1:${port}`,
  };
  const iam = createIam(context);
  const invoker: FunctionInvoker = {
    invoke: (invocation) => run(functions, runs, invocation),
    patience: (_functionArn, ms) => ms,
  };
  const logs = createLogs(context);
  const traces: GateRecorder = { wants: () => false, record: () => undefined };
  const throttle = createThrottle(context.clock, context.config.region);
  const collaborators = { functions: invoker, authority: iam.authority, logs: logs.writer, traces, throttle };
  const modules = [
    createApiGateway(context, collaborators),
    createApiGatewayV2(context, collaborators),
    iam,
    logs,
  ];
  const listener = await listen({
    doors: defaultConfig,
    routes: context.routes,
    host: '127.0.0.1',
    port: 0,
    report,
    dispatch: createDispatch({
      ...context,
      authority: iam.authority,
      services: modules.flatMap(({ services }) => services),
      report,
    }),
    endpoints: [...(options.endpoints ?? []), ...modules.flatMap(({ endpoints }) => endpoints ?? [])],
  });
  port = listener.port;
  const client = new APIGatewayClient({
    endpoint: context.endpoint(),
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    endpoint: context.endpoint(),
    port,
    context,
    client,
    functions,
    runs,
    defects,
    async [Symbol.asyncDispose]() {
      client.destroy();
      await listener[Symbol.asyncDispose]();
      for (const module of modules) await module.dispose?.();
    },
  };
}

async function run(
  functions: ReadonlyMap<string, TestFunction>,
  runs: FunctionInvocation[],
  invocation: FunctionInvocation,
): Promise<{ requestId: string; payload: string; functionError?: 'Unhandled' }> {
  const name = invocation.functionArn.split(':').at(-1) ?? '';
  const found = functions.get(name);
  if (!found)
    throw new AwsError('ResourceNotFoundException', `Function not found: ${invocation.functionArn}`);
  runs.push(invocation);
  const requestId = systemRandom.uuid();
  try {
    const answer = await found(JSON.parse(invocation.payload) as never, invocation);
    return { requestId, payload: typeof answer === 'string' ? answer : (JSON.stringify(answer) ?? 'null') };
  } catch (error) {
    if (error instanceof AwsError) throw error;
    const { name: errorType, message: errorMessage } = error as Error;
    return {
      requestId,
      payload: JSON.stringify({ errorType, errorMessage, trace: [] }),
      functionError: 'Unhandled',
    };
  }
}
