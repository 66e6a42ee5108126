import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { defaultConfig } from '../../../config.ts';
import { AwsError } from '../../../edge/aws-error.ts';
import { createDispatch } from '../../../edge/dispatch.ts';
import { createRouteConnections } from '../../../edge/doors/route-connections.ts';
import { createEventBus, type EngineEvent } from '../../../edge/events.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type {
  FunctionInvocation,
  FunctionInvoker,
  FunctionResult,
} from '../../../edge/interfaces/function-invoker.ts';
import { listen } from '../../../edge/listener.ts';
import { TestClock } from '../../../store/clock.ts';
import { systemRandom } from '../../../store/random.ts';
import { createStores } from '../../../store/stores.ts';
import { createCognitoIdp } from '../cognito-idp.ts';
import type { Message } from '../state/state.ts';
import { type MakeKeyPair, makeRsaKeyPair } from '../tokens/signing-keys.ts';

/** A test's function: takes the event, answers or throws; `undefined` for one that never answers. */
export type TestFunction = (event: TriggerEvent) => unknown;

export interface TriggerEvent {
  version: string;
  triggerSource: string;
  region: string;
  userPoolId: string;
  userName: string;
  callerContext: { awsSdkVersion: string; clientId: string };
  request: Record<string, unknown> & { userAttributes: Record<string, string> };
  response: Record<string, unknown>;
}

export interface TestCognito extends AsyncDisposable {
  readonly client: CognitoIdentityProviderClient;
  readonly clock: TestClock;
  readonly endpoint: string;
  /** Functions by ARN; others do not exist. */
  readonly functions: Map<string, TestFunction>;
  readonly invocations: FunctionInvocation[];
  readonly events: EngineEvent[];
  /** The newest message to an address. */
  lastMessage(to: string): Promise<Message>;
}

/** The service by itself, over HTTP on a spare port, with a clock that stands still and the test's functions. */
export async function startCognito({ makeKeyPair = oneKeyPair } = {}): Promise<TestCognito> {
  const clock = new TestClock();
  const failures: unknown[] = [];
  const bus = createEventBus((error) => failures.push(error));
  const events: EngineEvent[] = [];
  for (const type of ['call', 'mail'] as const) bus.subscribe(type, (event) => events.push(event));
  let port = 0;
  const endpoint = () => `http://127.0.0.1:${port}`;
  const context: EngineContext = {
    config: defaultConfig,
    realism: defaultConfig.realism,
    clock,
    random: systemRandom,
    events: bus,
    stores: createStores(),
    routes: createRouteConnections(),
    folder: () => undefined,
    endpoint,
  };
  const functions = new Map<string, TestFunction>();
  const invocations: FunctionInvocation[] = [];
  const module = createCognitoIdp(context, {
    functions: invokerOf(functions, invocations),
    makeKeyPair,
  });
  const listener = await listen({
    doors: defaultConfig,
    routes: context.routes,
    host: '127.0.0.1',
    port: 0,
    report: (error) => failures.push(error),
    endpoints: module.endpoints ?? [],
    dispatch: createDispatch({
      ...context,
      authority: everybodyMay,
      services: module.services,
      report: (error) => failures.push(error),
    }),
  });
  port = listener.port;
  const client = new CognitoIdentityProviderClient({
    endpoint: endpoint(),
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    client,
    clock,
    endpoint: endpoint(),
    functions,
    invocations,
    events,
    async lastMessage(to) {
      const response = await fetch(`${endpoint()}/_gatehouse/inbox?to=${encodeURIComponent(to)}`);
      const [message] = (await response.json()) as Message[];
      if (!message) throw new Error(`There is no message to ${to}.`);
      return message;
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      await module.dispose?.();
      await listener[Symbol.asyncDispose]();
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** Making a key takes a third of a second: tests that are not about keys share one. */
let shared: ReturnType<MakeKeyPair> | undefined;

function oneKeyPair(): ReturnType<MakeKeyPair> {
  shared ??= makeRsaKeyPair();
  return shared;
}

function invokerOf(functions: Map<string, TestFunction>, invocations: FunctionInvocation[]): FunctionInvoker {
  return {
    patience: (_functionArn, ms) => ms,
    async invoke(invocation): Promise<FunctionResult> {
      invocations.push(invocation);
      const run = functions.get(invocation.functionArn);
      if (!run) throw new AwsError('ResourceNotFoundException', 'Function not found');
      try {
        const answer = await run(JSON.parse(invocation.payload));
        return { requestId: 'r', payload: JSON.stringify(answer ?? null) };
      } catch (error) {
        if (error instanceof AwsError) throw error;
        const payload = JSON.stringify({ errorType: 'Error', errorMessage: (error as Error).message });
        return { requestId: 'r', payload, functionError: 'Unhandled' };
      }
    },
  };
}

const everybodyMay: Authority = {
  authenticate: () => ({
    kind: 'root',
    accountId: '000000000000',
    arn: 'arn:aws:iam::000000000000:root',
    userId: '000000000000',
  }),
  decide: () => 'allowed',
  authorize: () => undefined,
  assumeForService: () => {
    throw new Error('Cognito assumes no role.');
  },
  isAssumableBy: () => false,
  principalExists: () => true,
  evaluateResourcePolicy: () => 'implicit-deny',
};
