/**
 * Makes the compact service models beside this file from botocore's `service-2.json.gz` files.
 *
 *   pip download botocore --no-deps && unzip botocore-*.whl 'botocore/data/*'
 *   npx tsx emulator/models/generate.ts botocore/data
 *
 * What is kept: operations with their HTTP bindings, shapes with their members and constraints (min, max,
 * pattern, enum), errors with their status. What is dropped: prose, examples, endpoints, waiters.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { MemberModel, OperationModel, ServiceModel, ShapeModel } from './model.ts';
import type { OtherService } from './other-services.ts';
import type { RestBinding } from './rest-bindings.ts';

const VERSIONS: Record<string, string> = {
  'cognito-idp': '2016-04-18',
  dynamodb: '2012-08-10',
  dynamodbstreams: '2012-08-10',
  lambda: '2015-03-31',
  apigateway: '2015-07-09',
  apigatewayv2: '2018-11-29',
  iam: '2010-05-08',
  sts: '2011-06-15',
  logs: '2014-03-28',
};

interface SourceShape {
  type: string;
  members?: Record<string, SourceMember>;
  member?: SourceMember;
  key?: SourceMember;
  value?: SourceMember;
  required?: string[];
  payload?: string;
  enum?: string[];
  min?: number;
  max?: number;
  pattern?: string;
  sensitive?: boolean;
  flattened?: boolean;
  timestampFormat?: string;
  exception?: boolean;
  error?: { code?: string; httpStatusCode?: number };
}

interface SourceMember {
  shape: string;
  location?: string;
  locationName?: string;
  flattened?: boolean;
  timestampFormat?: string;
}

interface Source {
  metadata: Record<string, string>;
  operations: Record<
    string,
    {
      http: { method: string; requestUri: string; responseCode?: number };
      input?: { shape: string };
      output?: { shape: string; resultWrapper?: string };
      errors?: { shape: string }[];
      authtype?: string;
      auth?: string[];
      deprecated?: boolean;
    }
  >;
  shapes: Record<string, SourceShape>;
}

function member(source: SourceMember): MemberModel {
  return {
    shape: source.shape,
    ...(source.location && { in: source.location as MemberModel['in'] }),
    ...(source.locationName && { name: source.locationName }),
    ...(source.flattened && { flattened: true }),
    ...(source.timestampFormat && { timestamp: source.timestampFormat as MemberModel['timestamp'] }),
  };
}

function shape(source: SourceShape): ShapeModel {
  const { type, required, payload, enum: values, min, max, pattern, sensitive, flattened } = source;
  return {
    type: type as ShapeModel['type'],
    ...(source.members && {
      members: Object.fromEntries(
        Object.entries(source.members).map(([name, value]) => [name, member(value)]),
      ),
    }),
    ...(source.member && { member: member(source.member) }),
    ...(source.key && { key: member(source.key) }),
    ...(source.value && { value: member(source.value) }),
    ...(required?.length && { required }),
    ...(payload && { payload }),
    ...(values && { enum: values }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(pattern && { pattern: asLambdaSaysIt(pattern) }),
    ...(sensitive && { sensitive }),
    ...(flattened && { flattened }),
    ...(source.timestampFormat && { timestamp: source.timestampFormat as ShapeModel['timestamp'] }),
    ...(source.exception && {
      error: {
        status: source.error?.httpStatusCode ?? 400,
        ...(source.error?.code && { code: source.error.code }),
      },
    }),
  };
}

function operation(source: Source['operations'][string]): OperationModel {
  return {
    method: source.http.method,
    uri: source.http.requestUri,
    ...(source.http.responseCode && { status: source.http.responseCode }),
    ...(source.input && { input: source.input.shape }),
    ...(source.output && { output: source.output.shape }),
    ...(source.output?.resultWrapper && { resultWrapper: source.output.resultWrapper }),
    ...((source.authtype === 'none' || source.auth?.includes('smithy.api#noAuth')) && { unsigned: true }),
  };
}

/** Reads botocore's model of one service and returns the compact form. */
function compact(name: string, source: Source): ServiceModel {
  const { metadata } = source;
  return {
    service: name,
    protocol: metadata['protocol'] as ServiceModel['protocol'],
    apiVersion: metadata['apiVersion'] ?? '',
    ...(metadata['jsonVersion'] && { jsonVersion: metadata['jsonVersion'] }),
    ...(metadata['targetPrefix'] && { targetPrefix: metadata['targetPrefix'] }),
    ...(metadata['xmlNamespace'] && { xmlNamespace: metadata['xmlNamespace'] }),
    operations: Object.fromEntries(
      Object.entries(source.operations).map(([key, value]) => [key, operation(value)]),
    ),
    shapes: Object.fromEntries(
      Object.entries(source.shapes).map(([key, value]) => [key, shape(asMeasured(key, value))]),
    ),
  };
}

/** CloudWatch Logs takes a metric namespace with a colon (recorded on AWS, 2026-02-05), which its model's pattern forbids. */
function asMeasured(name: string, source: SourceShape): SourceShape {
  return name === 'MetricNamespace' && source.pattern === '[^:*$]*'
    ? { ...source, pattern: '[^*$]*' }
    : source;
}

/** REST services that LocalStack has and the engine does not: calls to them are told by method, path and what is required. */
const UPSTREAM = ['es', 'opensearch', 'resource-groups', 'route53', 's3', 's3control', 'scheduler'];

function bindings({ operations, shapes }: Source): RestBinding[] {
  const current = Object.entries(operations).filter(([, { deprecated }]) => !deprecated);
  return current.map(([name, { http, input }]) => {
    const { required = [], members = {} } = shapes[input?.shape ?? ''] ?? {};
    const requiredIn = (location: string) =>
      required.flatMap((key) =>
        members[key]?.location === location ? [members[key].locationName ?? key] : [],
      );
    const query = requiredIn('querystring');
    const headers = requiredIn('header').map((header) => header.toLowerCase());
    return {
      operation: name,
      method: http.method,
      uri: http.requestUri,
      ...(query.length > 0 && { query }),
      ...(headers.length > 0 && { headers }),
    };
  });
}

const [data] = process.argv.slice(2);
if (!data)
  throw new Error("Name the folder of botocore's data: npx tsx emulator/models/generate.ts botocore/data");
for (const [name, version] of Object.entries(VERSIONS)) {
  const source = JSON.parse(
    gunzipSync(readFileSync(join(data, name, version, 'service-2.json.gz'))).toString('utf8'),
  ) as Source;
  const target = join('emulator', 'models', `${name}.json`);
  writeFileSync(target, `${JSON.stringify(compact(name, source))}\n`);
  process.stdout.write(`${target}: ${Object.keys(source.operations).length} operations\n`);
}

const rest: Record<string, RestBinding[]> = {};
/** All other services: how a call to one is told, and the protocol in which its clients read errors. */
const others: OtherService[] = [];
for (const name of readdirSync(data).sort()) {
  if (name in VERSIONS || name.includes('.')) continue;
  const version = readdirSync(join(data, name))
    .filter((entry) => /^\d/.test(entry))
    .sort()
    .at(-1);
  if (!version) continue;
  const source = JSON.parse(
    gunzipSync(readFileSync(join(data, name, version, 'service-2.json.gz'))).toString('utf8'),
  ) as Source;
  const { metadata } = source;
  const { signingName, endpointPrefix = name, protocol = 'json', targetPrefix, serviceId = name } = metadata;
  others.push({
    name: serviceId,
    scope: signingName ?? endpointPrefix,
    protocol,
    ...(targetPrefix && { targetPrefix }),
  });
  if (UPSTREAM.includes(name)) rest[serviceId] = bindings(source);
}
const lines = Object.entries(rest).map(
  ([name, list]) => `${JSON.stringify(name)}: [\n${list.map((one) => JSON.stringify(one)).join(',\n')}\n]`,
);
writeFileSync(join('emulator', 'models', 'rest-bindings.json'), `{\n${lines.join(',\n')}\n}\n`);
writeFileSync(
  join('emulator', 'models', 'other-services.json'),
  `[\n${others.map((service) => JSON.stringify(service)).join(',\n')}\n]\n`,
);
process.stdout.write(`${others.length} other services\n`);

/** Lambda's own sentences name the European Sovereign Cloud in the regions of ARNs (recorded on AWS); botocore's model does not. */
function asLambdaSaysIt(pattern: string): string {
  return pattern.replace('[a-z]{2}((-gov)|', '(eusc-)?[a-z]{2}((-gov)|');
}
