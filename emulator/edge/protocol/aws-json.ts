import type { ServiceModel } from '../../models/model.ts';
import { AwsError } from '../aws-error.ts';
import { BeyondBounds, parseWithin, REQUEST_BOUNDS } from '../json-bounds.ts';
import type { Service } from '../operation.ts';
import type { Answer } from './answer.ts';
import { decodeJson, encodeJson } from './codec.ts';

/** Values of any depth: DynamoDB has words of its own for the 33rd level, and what the model does not know is not looked into. */
const CALL_BOUNDS = { ...REQUEST_BOUNDS, depth: Number.POSITIVE_INFINITY };

/** Parses a JSON body; an empty one counts as `{}`. Throws `SerializationException`, with a reason for one of too many parts. */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return parseWithin(body, CALL_BOUNDS);
  } catch (cause) {
    const reason = cause instanceof BeyondBounds ? cause.message : '';
    throw new AwsError('SerializationException', reason, { status: 400, cause });
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

/** Writes an error of an awsJson service: `{"__type": …, "message": …}`, with the further members of its shape. */
export function encodeAwsJsonError(
  { model, errorType, errorMessageHeader, verbatim }: Service,
  error: AwsError,
): Answer {
  const shape = model.shapes[error.code];
  const capital =
    error.code === 'SerializationException' ||
    (verbatim && error.code === 'AccessDeniedException') ||
    (shape?.members && 'Message' in shape.members);
  const members =
    shape && !verbatim ? (encodeJson(model, error.code, error.members) as object) : error.members;
  return {
    status: error.status ?? shape?.error?.status ?? 400,
    headers: {
      'Content-Type': contentType(model),
      'x-amzn-ErrorType': error.code,
      // A header contains no line breaks and nothing beyond Latin-1.
      ...(errorMessageHeader && {
        'x-amzn-ErrorMessage': error.message.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '?'),
      }),
    },
    body: JSON.stringify({
      __type: errorType?.(error.code) ?? error.code,
      ...(error.message !== '' && { [capital ? 'Message' : 'message']: error.message }),
      ...members,
    }),
  };
}

/** The media type of a service's JSON. */
export function contentType(model: ServiceModel): string {
  return `application/x-amz-json-${model.jsonVersion ?? '1.1'}`;
}
