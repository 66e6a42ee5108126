/**
 * The variables that say how the embedded engine behaves: handed on to it as a local process and, by docker-compose.yml, in
 * its container. One that changes makes `up` start the engine anew.
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
