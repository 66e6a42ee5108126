import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { type Engine, type EngineOptions, startEngine } from '../../../engine.ts';

/** Clients for an engine, with a role that functions can run under. */
export interface LambdaClients extends Disposable {
  client: LambdaClient;
  iam: IAMClient;
  role: string;
  /** Creates a function of Node.js source and waits until it is active. */
  create(
    name: string,
    source: string | Record<string, string>,
    settings?: Partial<CreateFunctionCommandInput>,
  ): Promise<void>;
  /** Invokes it and parses what came back. */
  invoke(name: string, event?: unknown, options?: Partial<InvokeCommandInput>): Promise<Answer>;
}

/** The same with an engine in this process. */
export interface LambdaBench extends Omit<LambdaClients, typeof Symbol.dispose>, AsyncDisposable {
  engine: Engine;
}

export interface Answer {
  status: number | undefined;
  functionError: string | undefined;
  payload: unknown;
  log: string;
  version: string | undefined;
  requestId: string | undefined;
}

/** Zips files, or one source as `index.mjs`. */
export function zipOf(source: string | Record<string, string>): Uint8Array {
  const files = typeof source === 'string' ? { 'index.mjs': source } : source;
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}

/** Starts the engine in this process, on a spare port. */
export async function openLambdaBench(options: EngineOptions = {}): Promise<LambdaBench> {
  const engine = await startEngine(options);
  const clients = await openLambdaClients(engine.endpoint);
  return {
    engine,
    ...clients,
    async [Symbol.asyncDispose]() {
      clients[Symbol.dispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
}

/** Makes the clients, and the role. */
export async function openLambdaClients(endpoint: string): Promise<LambdaClients> {
  const access = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const client = new LambdaClient(access);
  const iam = new IAMClient(access);
  const role = await makeRole(iam, 'function-role');
  return {
    client,
    iam,
    role,
    async create(name, source, settings = {}) {
      await client.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Runtime: 'nodejs20.x',
          Handler: 'index.handler',
          Role: role,
          Code: { ZipFile: zipOf(source) },
          ...settings,
        }),
      );
      await waitUntilFunctionActiveV2(
        { client, maxWaitTime: 120, minDelay: 0.01, maxDelay: 0.01 },
        { FunctionName: name },
      );
    },
    async invoke(name, event = {}, options = {}) {
      const answer = await client.send(
        new InvokeCommand({
          FunctionName: name,
          Payload: strToU8(JSON.stringify(event)),
          LogType: 'Tail',
          ...options,
        }),
      );
      const text = answer.Payload?.transformToString() ?? '';
      return {
        status: answer.StatusCode,
        functionError: answer.FunctionError,
        payload: text === '' ? undefined : JSON.parse(text),
        log: Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8'),
        version: answer.ExecutedVersion,
        requestId: answer.$metadata.requestId,
      };
    },
    [Symbol.dispose]() {
      client.destroy();
      iam.destroy();
    },
  };
}

/** A role that Lambda may assume and that may write logs. */
export async function makeRole(iam: IAMClient, RoleName: string): Promise<string> {
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: policy({
        Action: 'sts:AssumeRole',
        Principal: { Service: 'lambda.amazonaws.com' },
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'logs',
      PolicyDocument: policy({
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: 'arn:aws:logs:*:*:*',
      }),
    }),
  );
  return Role?.Arn ?? '';
}

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}
