import type { ServiceModel } from '../../models/model.ts';
import { AwsError } from '../aws-error.ts';
import type { Answer } from './answer.ts';
import { decodeJson, encodeJson } from './codec.ts';

/** Parses a JSON body; an empty one counts as `{}`. Throws `SerializationException`. */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch (cause) {
    throw new AwsError('SerializationException', '', { status: 400, cause });
  }
}

/** Reads the input of an awsJson operation. */
export function decodeAwsJson(model: ServiceModel, operation: string, body: Uint8Array): unknown {
  const input = model.operations[operation]?.input;
  return input ? decodeJson(model, input, parseJson(body)) : {};
}

/** Writes the answer of an awsJson operation; one without output members answers `{}`, one without an output nothing. */
export function encodeAwsJson(model: ServiceModel, operation: string, output: object): Answer {
  const shape = model.operations[operation]?.output;
  return {
    status: 200,
    headers: { 'Content-Type': contentType(model) },
    body: shape ? JSON.stringify(encodeJson(model, shape, output)) : '',
  };
}

/** Writes an error of an awsJson service: `{"__type": …, "message": …}`, the type with its namespace where the service sends one. */
export function encodeAwsJsonError(model: ServiceModel, error: AwsError, namespace?: string): Answer {
  const shape = model.shapes[error.code];
  const messageKey = shape?.members && 'Message' in shape.members ? 'Message' : 'message';
  const members = shape ? (encodeJson(model, error.code, error.members) as object) : {};
  const type = namespace && shape ? `${namespace}#${error.code}` : error.code;
  return {
    status: error.status ?? shape?.error?.status ?? 400,
    headers: { 'Content-Type': contentType(model), 'x-amzn-ErrorType': error.code },
    body: JSON.stringify({
      __type: type,
      ...(error.message !== '' && { [messageKey]: error.message }),
      ...members,
    }),
  };
}

function contentType(model: ServiceModel): string {
  return `application/x-amz-json-${model.jsonVersion ?? '1.1'}`;
}
