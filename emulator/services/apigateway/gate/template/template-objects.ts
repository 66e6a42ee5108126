import { parseWithin } from '../../../../edge/json-bounds.ts';
import { decodedParameters, headerMaps, queryMaps } from '../../../execute-api/request/proxy-event.ts';
import { jsonPath } from '../../../execute-api/template/json-path.ts';
import { contextVariable } from '../context-variables.ts';
import type { Exchange } from '../exchange.ts';
import { createBudget } from './velocity/budget.ts';
import { type HostObject, hostObject } from './velocity/host-object.ts';
import { javaText, jsonText } from './velocity/java-text.ts';

const text = (value: unknown) => javaText(value, createBudget());

/** `$input` over a body (API Gateway guide, "Mapping template reference"). */
export function inputObject(exchange: Exchange, body: string): HostObject {
  let parsed: unknown;
  let isParsed = false;
  const root = () => {
    if (!isParsed) parsed = body === '' ? {} : parseWithin(body);
    isParsed = true;
    return parsed;
  };
  return hostObject({
    name: '$input',
    // Without a body, it is an empty object (recorded on AWS).
    properties: { body: body === '' ? '{}' : body },
    methods: {
      json: (path) => jsonText(jsonPath(root(), text(path)) ?? '', createBudget()),
      path: (path) => jsonPath(root(), text(path)),
      params(name) {
        const all = parameters(exchange);
        if (name === undefined) return all;
        const key = text(name);
        // AWS's order of look-up: path, query, header.
        return [all.path, all.querystring, all.header].find((map) => Object.hasOwn(map, key))?.[key] ?? '';
      },
    },
  });
}

function parameters(exchange: Exchange) {
  return {
    path: decodedParameters(exchange) ?? {},
    querystring: queryMaps(exchange.query).single ?? {},
    header: headerMaps(exchange).headers,
  };
}

/** `$util` (API Gateway guide, "Mapping template reference", "$util variables"). */
export const utilObject: HostObject = hostObject({
  name: '$util',
  properties: {},
  methods: {
    escapeJavaScript: (value) => JSON.stringify(text(value)).slice(1, -1).replaceAll("'", "\\'"),
    parseJson: (value) => parseWithin(text(value)),
    urlEncode: (value) => urlEncode(text(value)),
    urlDecode: (value) => decodeURIComponent(text(value).replaceAll('+', ' ')),
    base64Encode: (value) => Buffer.from(text(value)).toString('base64'),
    base64Decode: (value) => Buffer.from(text(value), 'base64').toString('utf8'),
  },
});

/** Like Java's `URLEncoder`: a blank becomes `+`, and of the signs only `. - * _` stay. */
function urlEncode(value: string): string {
  return encodeURIComponent(value.replaceAll(/\p{Cs}/gu, '?'))
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

const NAMES = [
  'accountId',
  'apiId',
  'deploymentId',
  'domainName',
  'domainPrefix',
  'extendedRequestId',
  'httpMethod',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'resourceId',
  'resourcePath',
  'stage',
  'xrayTraceId',
];
const IDENTITY = ['accountId', 'accessKey', 'caller', 'sourceIp', 'user', 'userAgent', 'userArn'];

/** A request's `$context`, without what templates may set. */
export function contextObject(exchange: Exchange): Record<string, unknown> {
  const { authorizer } = exchange;
  return {
    ...Object.fromEntries(NAMES.map((name) => [name, contextVariable(exchange, [name]) ?? ''])),
    identity: Object.fromEntries(
      IDENTITY.map((name) => [name, contextVariable(exchange, ['identity', name]) ?? '']),
    ),
    authorizer: authorizer
      ? { ...authorizer.context, ...authorizer.claims, principalId: authorizer.principalId }
      : {},
  };
}
