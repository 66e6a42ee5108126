/**
 * The variables that configure the embedded engine: passed to the local process and, by docker-compose.yml, to its container. `up` restarts
 * the engine if one changes.
 */
export const ENGINE_SWITCHES = [
  'AWS_REGION',
  'DURABILITY',
  'IAM',
  'REALISM',
  'FAULTS',
  'CLOCK',
  'LAMBDA_CPU',
  'LAMBDA_SANDBOX',
  'UPSTREAM',
  'ALLOWED_HOSTS',
  'ALLOWED_ORIGINS',
  'LAMBDA_LIMITS_CONCURRENT_EXECUTIONS',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_SERVICE_NAME',
] as const;
