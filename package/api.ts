/// <reference lib="esnext.disposable" preserve="true" />

/** The engine's settings, all optional; the package's README.md explains each. */
export interface EngineSettings {
  /** The port; 0, the default, takes a spare one. */
  port?: number;
  /** The address to listen on, `127.0.0.1` by default. Anybody who reaches another one can run code on this machine. */
  host?: string;
  /** The folder that keeps state over restarts; by default state is in memory only. */
  state?: string;
  /** The one region, `us-east-1` by default. */
  region?: string;
  /** Whether to deny what policies do not allow, the default, or to allow and report it. */
  iam?: 'enforce' | 'audit';
  /** How much of a real account's slowness to simulate, such as `aws` or `role-delay,list-lag=500`; none by default. */
  realism?: string;
  /** Fault rules: which calls fail, and how. */
  faults?: readonly object[];
  /** `manual`: time stands still until `advance` moves it. */
  clock?: 'system' | 'manual';
  /** Simultaneous invocations, 1000 by default. */
  concurrency?: number;
  /** Whether functions get the machine's CPU, the default, or the share of a core that their memory buys on AWS. */
  cpu?: 'machine' | 'aws' | 'cgroup' | 'signals';
  /** The sandbox of functions; `auto`, the default, is the best that the machine can make. */
  sandbox?: 'auto' | 'namespaces' | 'permissions' | 'none';
  /** The address of a LocalStack for calls of services that the engine does not have; without it they are refused. */
  upstream?: string;
  /** Further names by which clients reach the engine, besides this machine's; `.example.com` includes all below it. */
  allowedHosts?: readonly string[];
  /** Origins of pages that may call the engine, besides this machine's. */
  allowedOrigins?: readonly string[];
}

/** What an SDK client needs to reach the engine: `new DynamoDBClient(engine.client)`. */
export interface ClientSettings {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

/** The environment variables by which SDKs, the AWS CLI and boto3 reach the engine. */
export interface ClientVariables extends Record<string, string> {
  AWS_ENDPOINT_URL: string;
  AWS_REGION: string;
  AWS_DEFAULT_REGION: string;
  AWS_ACCESS_KEY_ID: string;
  AWS_SECRET_ACCESS_KEY: string;
}

/** A local AWS that runs in this process. Stop it, or dispose of it with `await using`. */
export interface Engine {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly port: number;
  /** For SDK clients: `new DynamoDBClient(engine.client)`. */
  readonly client: ClientSettings;
  /** For child processes: `spawn('aws', ['s3', 'ls'], { env: { ...process.env, ...engine.variables } })`. */
  readonly variables: ClientVariables;
  /** Empties every service. */
  reset(): Promise<void>;
  /** Moves the time of an engine with `clock: 'manual'` on by `ms` milliseconds, and runs what is due. */
  advance(ms: number): Promise<void>;
  /** Ends the functions' processes, writes the state, closes the port. A second call does nothing. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a local AWS in this process: by default in memory and on a spare port. Rejects with an Error of one sentence that names a wrong
 * setting, and with the system's error if the port is taken.
 */
export declare function startEngine(settings?: EngineSettings): Promise<Engine>;
