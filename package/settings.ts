import type { EngineSettings } from './api.ts';

/**
 * The settings as the engine's environment variables, so that the same rules check both. Throws an Error that names an unknown setting,
 * because callers in JavaScript have no compiler.
 */
export function variablesOf(settings: EngineSettings): Record<string, string> {
  const {
    port = 0,
    host,
    state,
    region,
    iam,
    realism,
    faults,
    clock,
    concurrency,
    cpu,
    sandbox,
    ...rest
  } = settings;
  const { allowedHosts, allowedOrigins, upstream, ...unknown } = rest;
  const [other] = Object.keys(unknown);
  if (other !== undefined) throw new Error(`${other} is no setting of the engine.`);
  const given = {
    PORT: port,
    HOST: host,
    STATE_DIR: state,
    AWS_REGION: region,
    IAM: iam,
    REALISM: realism,
    FAULTS: faults && JSON.stringify(faults),
    CLOCK: clock,
    LAMBDA_LIMITS_CONCURRENT_EXECUTIONS: concurrency,
    LAMBDA_CPU: cpu,
    LAMBDA_SANDBOX: sandbox,
    UPSTREAM: upstream,
    ALLOWED_HOSTS: allowedHosts?.join(','),
    ALLOWED_ORIGINS: allowedOrigins?.join(','),
  };
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}
