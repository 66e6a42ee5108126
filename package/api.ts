/// <reference lib="esnext.disposable" preserve="true" />

/** What the engine can be told. What is left out is at its default; README.md of the package says more about each. */
export interface EngineSettings {
  /** The port; 0, the default, takes a spare one. */
  port?: number;
  /** The address to listen on, `127.0.0.1` by default. Whoever reaches another one can run code on this machine. */
  host?: string;
  /** The folder in which state is kept over restarts; in memory alone by default. */
  state?: string;
  /** The one region, `us-east-1` by default. */
  region?: string;
  /** Whether what policies do not allow is refused, the default, or let pass and told of. */
  iam?: 'enforce' | 'audit';
  /** How much of a real account's slowness there is, such as `aws` or `role-delay,list-lag=500`; none by default. */
  realism?: string;
  /** Fault rules: which calls go wrong, and how. */
  faults?: readonly object[];
  /** `manual`: time stands still until `advance` moves it. */
  clock?: 'system' | 'manual';
  /** Runs of functions at once, 1000 by default. */
  concurrency?: number;
  /** Whether functions get the CPU that is there, the default, or the share of a core that their memory buys on AWS. */
  cpu?: 'machine' | 'aws' | 'cgroup' | 'signals';
  /** What functions are shut in by; `auto`, the default, is the best that the machine can make. */
  sandbox?: 'auto' | 'namespaces' | 'permissions' | 'none';
  /** The address of a LocalStack that has the calls for services which are not here; without one they are refused. */
  upstream?: string;
  /** Names by which clients reach the engine, besides those that always lead to this machine; `.example.com` with all below it. */
  allowedHosts?: readonly string[];
  /** Origins of pages that may call the engine, besides those of this machine. */
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
  /** Moves the time of an engine with `clock: 'manual'` on by `ms` milliseconds, and runs what falls due. */
  advance(ms: number): Promise<void>;
  /** Ends the functions' processes, writes down state, closes the port. A second call does nothing. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a local AWS in this process: in memory and on a spare port, unless `settings` say otherwise. Rejects with an Error of one
 * sentence that names a wrong setting, and with the system's error when the port is taken.
 */
export declare function startEngine(settings?: EngineSettings): Promise<Engine>;
