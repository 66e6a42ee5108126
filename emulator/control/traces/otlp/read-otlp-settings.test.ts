import { expect, test } from '@jest/globals';
import { readOtlpSettings } from './read-otlp-settings.ts';

test('exports traces only if OpenTelemetry’s variables say where', () => {
  expect(readOtlpSettings({})).toBeUndefined();
  expect(readOtlpSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBeUndefined();
  const off = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', OTEL_SDK_DISABLED: 'TRUE' };
  expect(readOtlpSettings(off)).toBeUndefined();
});

test('adds the path of traces to a general endpoint, not to one for traces', () => {
  const urlOf = (env: Record<string, string>) => readOtlpSettings(env)?.url;
  expect(urlOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' })).toBe(
    'http://localhost:4318/v1/traces',
  );
  expect(urlOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://a.example/otlp/' })).toBe(
    'https://a.example/otlp/v1/traces',
  );
  expect(urlOf({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://localhost:4318/here' })).toBe(
    'http://localhost:4318/here',
  );
});

test('reads headers and the service’s name, which is gatehouse by default', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' };
  expect(readOtlpSettings(endpoint)).toMatchObject({ headers: {}, serviceName: 'gatehouse' });
  const headers = 'authorization=Bearer%20x, team=a=b';
  expect(
    readOtlpSettings({ ...endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers, OTEL_SERVICE_NAME: 'mine' }),
  ).toMatchObject({ headers: { authorization: 'Bearer x', team: 'a=b' }, serviceName: 'mine' });
});

test('rejects an unsupported setting by the variable’s name, and shows no header’s value', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' };
  expect(() => readOtlpSettings({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toThrow(
    'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc": there is only http/protobuf.',
  );
  expect(() => readOtlpSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' })).toThrow(
    'OTEL_EXPORTER_OTLP_ENDPOINT is "localhost:4318": give a URL such as http://localhost:4318.',
  );
  expect(() => readOtlpSettings({ ...endpoint, OTEL_EXPORTER_OTLP_HEADERS: 'hush' })).toThrow(
    'OTEL_EXPORTER_OTLP_HEADERS is no list of name=value: give such as authorization=Bearer%20x.',
  );
});
