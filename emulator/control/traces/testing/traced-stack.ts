import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { main } from '../../../../provision/main.ts';
import type { Outputs } from '../../../../provision/outputs.ts';
import { type Engine, type EngineOptions, startEngine } from '../../../engine.ts';
import { type Origin, startOrigin } from '../../../services/apigateway/testing/origin.ts';
import type { Trace, TraceList } from '../trace.ts';

/** The whole stack in an engine of this process, with the functions' real code and a test's origin. */
export interface TracedStack extends AsyncDisposable {
  readonly engine: Engine;
  readonly outputs: Outputs;
  readonly origin: Origin;
  readonly cognito: CognitoIdentityProviderClient;
  readonly dynamodb: DynamoDBClient;
  /** Signs somebody up and confirms them by the code from the inbox; returns their credential. */
  person(email: string): Promise<string>;
  signUp(email: string): Promise<void>;
  confirm(email: string): Promise<void>;
  /** `GET /_gatehouse/traces…` */
  list(query?: string): Promise<TraceList>;
  trace(id: string, query?: string): Promise<Trace>;
}

/** Answers `/status/404` with 404. */
function answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
  const status = Number(/\/status\/(\d{3})/.exec(url)?.[1] ?? 200);
  response.writeHead(status, { 'Content-Type': 'application/json' }).end('{"from":"origin"}');
}

export const PASSWORD = 'Correct-horse-1';

/** Starts it; `engine` overrides the engine's settings. */
export async function startTracedStack(options: EngineOptions = {}): Promise<TracedStack> {
  const [engine, origin] = await Promise.all([startEngine(options), startOrigin(answer)]);
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  const env = { AWS_ENDPOINT_URL: engine.endpoint, STATE_DIR: folder, API: 'both', ORIGIN_URL: origin.url };
  const told: string[] = [];
  const code = await main(['apply'], env, join(import.meta.dirname, '../../../..'), {
    out: () => undefined,
    note: (line) => told.push(line),
    interactive: false,
    draws: false,
    confirm: () => Promise.resolve(false),
  });
  if (code !== 0) throw new Error(`The stack could not be applied: ${told.join(' ')}`);
  const outputs = JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8')) as Outputs;
  const access = {
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const cognito = new CognitoIdentityProviderClient(access);
  const dynamodb = new DynamoDBClient(access);
  const { userPoolClientId: ClientId } = outputs;

  async function read<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`${engine.endpoint}/_gatehouse/traces${path}`);
    if (response.status !== 200)
      throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  const stack: TracedStack = {
    engine,
    outputs,
    origin,
    cognito,
    dynamodb,
    async signUp(Username) {
      const UserAttributes = [{ Name: 'email', Value: Username }];
      await cognito.send(new SignUpCommand({ ClientId, Username, Password: PASSWORD, UserAttributes }));
    },
    async confirm(Username) {
      const inbox = await fetch(`${engine.endpoint}/_gatehouse/inbox?to=${encodeURIComponent(Username)}`);
      const [mail] = (await inbox.json()) as { code: string }[];
      await cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: mail?.code }));
    },
    async person(email) {
      await stack.signUp(email);
      await stack.confirm(email);
      const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: outputs.tableName }));
      return Items.find((item) => item['email']?.S === email)?.['authentication']?.S ?? '';
    },
    list: (query = '') => read<TraceList>(query),
    trace: (id, query = '') => read<Trace>(`/${encodeURIComponent(id)}${query}`),
    async [Symbol.asyncDispose]() {
      cognito.destroy();
      dynamodb.destroy();
      await engine[Symbol.asyncDispose]();
      await origin[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
  return stack;
}
