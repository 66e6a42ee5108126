import { BadFaultRule } from './control/faults/fields.ts';
import { parseFaultRules } from './control/faults/parse-fault-rules.ts';
import { fast, parseRealism } from './control/realism/realism.ts';
import { readOtlpSettings } from './control/traces/otlp/read-otlp-settings.ts';
import type { EngineConfig } from './edge/interfaces/engine-config.ts';
import type { FaultRule } from './edge/interfaces/fault-rule.ts';

const LAMBDA_SANDBOX = ['auto', 'namespaces', 'permissions', 'none'] as const;
const LAMBDA_CPU = ['machine', 'aws', 'cgroup', 'signals'] as const;

/** All defaults, in memory, on a spare port: what a test starts from. */
export const defaultConfig: EngineConfig = Object.freeze({
  port: 0,
  host: '127.0.0.1',
  allowedHosts: [],
  allowedOrigins: [],
  stateDir: undefined,
  durability: 'process',
  recover: false,
  region: 'us-east-1',
  accountId: '000000000000',
  iam: 'enforce',
  realism: fast,
  faults: [],
  lambdaCpu: 'machine',
  lambdaSandbox: 'auto',
  lambdaConcurrency: 1000,
  manualClock: false,
  otlp: undefined,
  upstream: undefined,
});

/**
 * Reads the environment: PORT (4566), HOST (127.0.0.1), ALLOWED_HOSTS and ALLOWED_ORIGINS (none; separated by commas), STATE_DIR (none: in memory), DURABILITY (process, or power),
 * RECOVER (none; anything goes on with what is whole of a damaged state), AWS_REGION (us-east-1),
 * IAM (enforce, or audit), REALISM (none; see `parseRealism`), FAULTS (none; JSON, a fault rule or a list), CLOCK (system, or manual),
 * LAMBDA_CPU (machine; aws, cgroup or signals), LAMBDA_SANDBOX (auto; namespaces, permissions or none), LAMBDA_LIMITS_CONCURRENT_EXECUTIONS (1000; a new account of AWS has 10; the name is
 * LocalStack's), UPSTREAM (none; the address of a LocalStack that has the calls for services which are not here).
 * Where traces go is said by OpenTelemetry's own variables; see `readOtlpSettings`.
 * Throws an Error of one sentence that names the variable.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): EngineConfig {
  const port = Number(env['PORT'] || 4566);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT is "${env['PORT']}": give a whole number from 0 to 65535.`);
  }
  const region = env['AWS_REGION'] || defaultConfig.region;
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new Error(`AWS_REGION is "${region}": give the name of a region, such as us-east-1.`);
  }
  const iam = env['IAM'] || defaultConfig.iam;
  if (iam !== 'enforce' && iam !== 'audit') throw new Error(`IAM is "${iam}": give enforce or audit.`);
  const givenCpu = env['LAMBDA_CPU'] || defaultConfig.lambdaCpu;
  const lambdaCpu = LAMBDA_CPU.find((choice) => choice === givenCpu);
  if (!lambdaCpu) throw new Error(`LAMBDA_CPU is "${givenCpu}": give machine, aws, cgroup or signals.`);
  const givenSandbox = env['LAMBDA_SANDBOX'] || defaultConfig.lambdaSandbox;
  const lambdaSandbox = LAMBDA_SANDBOX.find((choice) => choice === givenSandbox);
  if (!lambdaSandbox)
    throw new Error(`LAMBDA_SANDBOX is "${givenSandbox}": give auto, namespaces, permissions or none.`);
  const concurrency = Number(env['LAMBDA_LIMITS_CONCURRENT_EXECUTIONS'] || defaultConfig.lambdaConcurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new Error(
      `LAMBDA_LIMITS_CONCURRENT_EXECUTIONS is "${env['LAMBDA_LIMITS_CONCURRENT_EXECUTIONS']}": give a whole number from 1 on.`,
    );
  const durability = env['DURABILITY'] || defaultConfig.durability;
  if (durability !== 'process' && durability !== 'power')
    throw new Error(`DURABILITY is "${durability}": give process or power.`);
  const clock = env['CLOCK'] || 'system';
  if (clock !== 'system' && clock !== 'manual')
    throw new Error(`CLOCK is "${clock}": give system or manual.`);
  return Object.freeze({
    ...defaultConfig,
    realism: parseRealism(env['REALISM'] ?? ''),
    faults: readFaults(env['FAULTS']),
    manualClock: clock === 'manual',
    otlp: readOtlpSettings(env),
    upstream: readUpstream(env['UPSTREAM']),
    port,
    iam,
    lambdaCpu,
    lambdaSandbox,
    lambdaConcurrency: concurrency,
    region,
    host: env['HOST'] || defaultConfig.host,
    allowedHosts: readHosts(env['ALLOWED_HOSTS']),
    allowedOrigins: readOrigins(env['ALLOWED_ORIGINS']),
    stateDir: env['STATE_DIR'] || undefined,
    durability,
    recover: Boolean(env['RECOVER']),
  });
}

function readHosts(text: string | undefined): readonly string[] {
  const hosts = listOf(text).map((host) => host.toLowerCase());
  const wrong = hosts.find((host) => !/^\.?[\w.-]+$/.test(host));
  if (wrong !== undefined)
    throw new Error(`ALLOWED_HOSTS has "${wrong}": give names without port, such as box.example.com.`);
  return hosts;
}

function readOrigins(text: string | undefined): readonly string[] {
  const origins = listOf(text);
  const wrong = origins.find((origin) => !/^https?:\/\/[^/*]+$/.test(origin));
  if (wrong !== undefined)
    throw new Error(`ALLOWED_ORIGINS has "${wrong}": give origins such as https://app.example.com.`);
  return origins;
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function readUpstream(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw new Error(
      `UPSTREAM is "${text}": give the address of a LocalStack, such as http://localhost:4599 (make up knows UPSTREAM=localstack too, and starts one).`,
    );
  return url.origin;
}

function readFaults(text: string | undefined): readonly FaultRule[] {
  if (!text) return [];
  let count = 0;
  try {
    return parseFaultRules(JSON.parse(text), () => `environment-${++count}`);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`FAULTS is not JSON: ${error.message}.`);
    if (error instanceof BadFaultRule) throw new Error(`FAULTS: ${error.message}`);
    throw error;
  }
}
