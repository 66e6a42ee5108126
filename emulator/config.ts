/** What the engine can be told; made from the environment by `main.ts`, or given whole by a test. */
export interface EngineConfig {
  /** 0 takes a spare port. */
  readonly port: number;
  readonly host: string;
  /** Where state is kept over restarts; undefined keeps it in memory alone. */
  readonly stateDir: string | undefined;
  readonly region: string;
  readonly accountId: string;
  /** Whether what policies do not allow is refused, or let pass and told of. */
  readonly iam: 'enforce' | 'audit';
}

/** Everything at its default, in memory, on a spare port: what a test starts from. */
export const defaultConfig: EngineConfig = Object.freeze({
  port: 0,
  host: '127.0.0.1',
  stateDir: undefined,
  region: 'us-east-1',
  accountId: '000000000000',
  iam: 'enforce',
});

/**
 * Reads the environment: PORT (4566), HOST (127.0.0.1), STATE_DIR (none: in memory), AWS_REGION (us-east-1),
 * IAM (enforce, or audit).
 * Throws an Error of one sentence that names the variable.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): EngineConfig {
  const port = Number(env['PORT'] ?? 4566);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT is "${env['PORT']}": give a whole number from 0 to 65535.`);
  }
  const region = env['AWS_REGION'] || defaultConfig.region;
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new Error(`AWS_REGION is "${region}": give the name of a region, such as us-east-1.`);
  }
  const iam = env['IAM'] || defaultConfig.iam;
  if (iam !== 'enforce' && iam !== 'audit') throw new Error(`IAM is "${iam}": give enforce or audit.`);
  return Object.freeze({
    ...defaultConfig,
    port,
    iam,
    region,
    host: env['HOST'] || defaultConfig.host,
    stateDir: env['STATE_DIR'] || undefined,
  });
}
