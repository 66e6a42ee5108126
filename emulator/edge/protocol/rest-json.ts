import type { MemberModel, ServiceModel, ShapeModel } from '../../models/model.ts';
import { AwsError } from '../aws-error.ts';
import { commonErrors } from '../common-errors.ts';
import type { Answer } from './answer.ts';
import { parseJson } from './aws-json.ts';
import { decodeJson, encodeJson, formatTimestamp, parseTimestamp, shapeOf } from './codec.ts';

/** The parts of a request that restJson binds members to. */
export interface RestRequest {
  labels: Readonly<Record<string, string>>;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Uint8Array;
}

/** Reads the input of a restJson operation from path, query, headers and body. Throws `SerializationException`. */
export function decodeRestJson(model: ServiceModel, operation: string, request: RestRequest): unknown {
  const input = model.operations[operation]?.input;
  if (!input) return {};
  const shape = shapeOf(model, input);
  const result: Record<string, unknown> =
    shape.payload || !hasBody(shape) ? {} : bodyOf(model, input, request.body);
  for (const [key, member] of Object.entries(shape.members ?? {})) {
    const value = member.in ? bound(model, member, key, request) : undefined;
    if (value !== undefined) result[key] = value;
  }
  if (shape.payload) {
    const payload = shape.members?.[shape.payload];
    const target = payload && shapeOf(model, payload.shape);
    if (payload && target?.type === 'blob') result[shape.payload] = request.body;
    else if (payload && request.body.length > 0)
      result[shape.payload] = decodeJson(model, payload.shape, parseJson(request.body));
  }
  return result;
}

function hasBody(shape: ShapeModel): boolean {
  return Object.values(shape.members ?? {}).some((member) => !member.in);
}

function bodyOf(model: ServiceModel, input: string, body: Uint8Array): Record<string, unknown> {
  const shape = shapeOf(model, input);
  const decoded = decodeJson(model, input, parseJson(body)) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(decoded).filter(([key]) => !shape.members?.[key]?.in));
}

function bound(model: ServiceModel, member: MemberModel, key: string, request: RestRequest): unknown {
  const name = member.name ?? key;
  const shape = shapeOf(model, member.shape);
  if (member.in === 'uri') return convert(shape, request.labels[name]);
  if (member.in === 'header') return convert(shape, text(request.headers[name.toLowerCase()]));
  if (member.in === 'querystring') {
    if (shape.type === 'list') {
      const element = shapeOf(model, shape.member?.shape ?? '');
      const all = request.query.getAll(name);
      return all.length > 0 ? all.map((item) => convert(element, item)) : undefined;
    }
    if (shape.type === 'map') return Object.fromEntries(request.query);
    return convert(shape, request.query.get(name) ?? undefined);
  }
  return undefined;
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header;
}

function convert(shape: ShapeModel, value: string | undefined): unknown {
  if (value === undefined) return undefined;
  if (shape.type === 'boolean') return value === 'true';
  if (shape.type === 'timestamp') return parseTimestamp(value);
  if (shape.type === 'string') return value;
  const number = Number(value);
  if (Number.isNaN(number)) {
    throw new AwsError('SerializationException', `STRING_VALUE can not be converted to an Integer`, {
      status: 400,
    });
  }
  return number;
}

/** Writes the answer of a restJson operation: status, headers and body after the model. */
export function encodeRestJson(model: ServiceModel, operation: string, output: object): Answer {
  const declared = model.operations[operation];
  const answer: Answer = { status: declared?.status ?? 200, headers: {}, body: '' };
  if (!declared?.output) return answer;
  const shape = shapeOf(model, declared.output);
  for (const [key, member] of Object.entries(shape.members ?? {})) {
    const value = (output as Record<string, unknown>)[key];
    if (value === undefined || value === null) continue;
    if (member.in === 'statusCode') answer.status = Number(value);
    if (member.in === 'header') {
      answer.headers[member.name ?? key] =
        value instanceof Date ? String(formatTimestamp(value, 'rfc822')) : String(value);
    }
  }
  if (shape.payload) {
    const payload = (output as Record<string, unknown>)[shape.payload];
    const member = shape.members?.[shape.payload];
    if (payload instanceof Uint8Array) answer.body = payload;
    else if (payload !== undefined && member)
      answer.body = JSON.stringify(encodeJson(model, member.shape, payload));
  } else if (answer.status !== 204 && Object.values(shape.members ?? {}).some((member) => !member.in)) {
    answer.headers['Content-Type'] = 'application/json';
    answer.body = JSON.stringify(encodeJson(model, declared.output, output));
  }
  return answer;
}

/** Writes an error of a restJson service: its name in `x-amzn-ErrorType`, the members of its shape in the body. */
export function encodeRestJsonError(model: ServiceModel, error: AwsError): Answer {
  const shape = model.shapes[error.code];
  const messageKey = shape?.members && 'Message' in shape.members ? 'Message' : 'message';
  const status = error.status ?? shape?.error?.status ?? commonErrors[error.code]?.status ?? 400;
  const typed = shape?.members && 'Type' in shape.members ? { Type: status < 500 ? 'User' : 'Service' } : {};
  const members = shape ? (encodeJson(model, error.code, error.members) as object) : {};
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': error.code },
    body: JSON.stringify({ ...typed, [messageKey]: error.message, ...members }),
  };
}
