import type { OtlpSettings } from '../../../edge/interfaces/otlp-settings.ts';

/**
 * Reads OpenTelemetry's own variables (its specification, "OpenTelemetry Protocol Exporter"): OTEL_EXPORTER_OTLP_ENDPOINT, to which
 * `/v1/traces` is added, or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT as it is; OTEL_EXPORTER_OTLP_HEADERS (`name=value,…`, encoded as in a
 * URL); OTEL_SERVICE_NAME (gatehouse); OTEL_EXPORTER_OTLP_PROTOCOL, of which there is only http/protobuf. Undefined where neither
 * endpoint is set, or OTEL_SDK_DISABLED is true. Throws an Error of one sentence that names the variable.
 */
export function readOtlpSettings(
  env: Readonly<Record<string, string | undefined>>,
): OtlpSettings | undefined {
  const base = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const whole = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
  if ((!base && !whole) || env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return undefined;
  const protocol = env['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] || env['OTEL_EXPORTER_OTLP_PROTOCOL'];
  if (protocol && protocol !== 'http/protobuf')
    throw new Error(`OTEL_EXPORTER_OTLP_PROTOCOL is "${protocol}": there is only http/protobuf.`);
  const name = whole ? 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' : 'OTEL_EXPORTER_OTLP_ENDPOINT';
  const url = whole || `${base?.replace(/\/$/, '')}/v1/traces`;
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url))
    throw new Error(`${name} is "${whole || base}": give a URL such as http://localhost:4318.`);
  return {
    url,
    headers: readHeaders(env['OTEL_EXPORTER_OTLP_TRACES_HEADERS'] || env['OTEL_EXPORTER_OTLP_HEADERS'] || ''),
    serviceName: env['OTEL_SERVICE_NAME'] || 'gatehouse',
  };
}

function readHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const part of text.split(',').filter((one) => one.trim() !== '')) {
    const mark = part.indexOf('=');
    const name = part.slice(0, Math.max(mark, 0)).trim();
    // The value may be a key: it is not shown.
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      throw new Error(
        'OTEL_EXPORTER_OTLP_HEADERS is no list of name=value: give such as authorization=Bearer%20x.',
      );
    headers[name] = decoded(part.slice(mark + 1).trim());
  }
  return headers;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
