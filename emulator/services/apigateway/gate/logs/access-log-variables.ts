import { contextVariable } from '../context-variables.ts';
import type { Check, Exchange } from '../exchange.ts';

/**
 * The value of `$context.<path>` in an access log (API Gateway guide, "Variables for access logging for API Gateway"): those of mappings,
 * and this list's. Undefined if it is unknown for this request, or about an unsupported feature: canaries, custom domains, WAF, VPCs,
 * client certificates.
 */
export function accessLogVariable(exchange: Exchange, path: readonly string[]): string | undefined {
  const [first = '', second = ''] = path;
  return (
    contextVariable(exchange, path) ??
    (path.length === 2 ? nested(exchange, first, second) : plain(exchange, first))
  );
}

function nested(exchange: Exchange, group: string, name: string): string | undefined {
  const { checks } = exchange;
  switch (group) {
    case 'authenticate':
    case 'authorize':
      return checkVariable(checks[group], name);
    case 'authorizer':
      return authorizerVariable(exchange, name) ?? checkVariable(checks.authorizer, name);
    case 'integration':
      return integrationVariable(exchange, name);
    default:
      return undefined;
  }
}

function plain({ endpointRequestId, stage }: Exchange, name: string): string | undefined {
  if (name === 'awsEndpointRequestId') return endpointRequestId;
  return name === 'endpointType' ? stage.snapshot.api.endpointType : undefined;
}

function checkVariable(check: Check | undefined, name: string): string | undefined {
  switch (name) {
    case 'error':
      return check?.error;
    case 'latency':
      return milliseconds(check?.latencyMs);
    case 'status':
      return check && String(check.status);
    default:
      return undefined;
  }
}

function authorizerVariable({ authorizerRun }: Exchange, name: string): string | undefined {
  switch (name) {
    case 'integrationLatency':
      return milliseconds(authorizerRun?.latencyMs);
    case 'integrationStatus':
      return authorizerRun?.status === undefined ? undefined : String(authorizerRun.status);
    case 'requestId':
      return authorizerRun?.requestId;
    default:
      return undefined;
  }
}

/** `status` is the endpoint code's, `integrationStatus` its service's: they only differ for Lambda. */
function integrationVariable(exchange: Exchange, name: string): string | undefined {
  const { failure, integrationStatus, functionStatus = integrationStatus } = exchange;
  switch (name) {
    case 'error':
      return failure?.responseType.startsWith('INTEGRATION_') || integrationStatus !== undefined
        ? (failure?.detail ?? failure?.text ?? undefined)
        : undefined;
    case 'integrationStatus':
      return integrationStatus === undefined ? undefined : String(integrationStatus);
    case 'latency':
      return milliseconds(exchange.integrationLatencyMs);
    case 'requestId':
      return exchange.endpointRequestId;
    case 'status':
      return functionStatus === undefined ? undefined : String(functionStatus);
    default:
      return undefined;
  }
}

function milliseconds(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(Math.round(value));
}
