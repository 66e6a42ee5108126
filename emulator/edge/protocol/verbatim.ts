import { crc32 } from 'node:zlib';
import type { ServiceModel } from '../../models/model.ts';
import { AwsError } from '../aws-error.ts';
import type { Answer } from './answer.ts';
import { contentType, parseJson } from './aws-json.ts';

/**
 * Reads a JSON body as it came; parameters that the model does not know are dropped, as AWS drops them. Throws `SerializationException`
 * when it is no object, or when there is none.
 */
export function decodeVerbatim(model: ServiceModel, operation: string, body: Uint8Array): object {
  const input = body.length > 0 && parseJson(body);
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new AwsError('SerializationException', '', { status: 400 });
  const members = model.shapes[model.operations[operation]?.input ?? '']?.members ?? {};
  for (const name in input)
    if (!Object.hasOwn(members, name))
      return Object.fromEntries(Object.entries(input).filter(([known]) => Object.hasOwn(members, known)));
  return input;
}

/** Writes an answer unchanged, with its checksum; nothing for an operation without an output. */
export function encodeVerbatim(model: ServiceModel, operation: string, output: object): Answer {
  return withChecksum({
    status: 200,
    headers: { 'Content-Type': contentType(model) },
    body: model.operations[operation]?.output ? JSON.stringify(output) : '',
  });
}

/** Adds `x-amz-crc32`, which DynamoDB sends with every answer and the SDKs check. */
export function withChecksum(answer: Answer): Answer {
  answer.headers['x-amz-crc32'] = String(crc32(answer.body));
  return answer;
}

/** The media type of an answer: plain JSON unless the request uses AWS's own type. */
export function answerType(model: ServiceModel, asked: string | undefined): string {
  const own = contentType(model);
  return asked?.split(';', 1)[0]?.trim() === own ? own : 'application/json';
}
