import type { ContentHandlingStrategy } from '@aws-sdk/client-api-gateway';
import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import {
  type BodyConverter,
  fromBase64,
  toBase64,
  toUtf8,
} from '../../../execute-api/integrate/convert-body.ts';
import { firstAccepted, isBinary } from './binary.ts';

/** What becomes of a body: UTF-8 text, base64 of its bytes, the bytes that its base64 stands for, or itself. */
export type Conversion = 'utf8' | 'encode' | 'decode' | 'none';

/** Row by row the first table of the API Gateway guide, "Content type conversions in API Gateway". */
export function requestConversion(
  binaryTypes: readonly string[],
  contentType: string | undefined,
  handling: ContentHandlingStrategy | undefined,
): Conversion {
  if (isBinary(binaryTypes, contentType)) return handling === 'CONVERT_TO_TEXT' ? 'encode' : 'none';
  return handling === 'CONVERT_TO_BINARY' ? 'decode' : 'utf8';
}

export interface AnswerTypes {
  /** The client's `Accept`, of which the first type counts. */
  readonly accept: string | undefined;
  /** The endpoint's `Content-Type`. */
  readonly contentType: string | undefined;
}

/** Row by row the second table of the same page. */
export function responseConversion(
  binaryTypes: readonly string[],
  { accept, contentType }: AnswerTypes,
  handling: ContentHandlingStrategy | undefined,
): Conversion {
  const wantsBinary = isBinary(binaryTypes, firstAccepted(accept));
  if (isBinary(binaryTypes, contentType)) {
    if (handling === 'CONVERT_TO_TEXT') return 'encode';
    return handling === 'CONVERT_TO_BINARY' || wantsBinary ? 'none' : 'encode';
  }
  if (handling === 'CONVERT_TO_TEXT') return 'utf8';
  return handling === 'CONVERT_TO_BINARY' || wantsBinary ? 'decode' : 'utf8';
}

/** What carries a conversion out. It throws GatewayFailure 500 where text is not the base64 that it should be, as the same page has it. */
export function converterFor(conversion: Conversion): BodyConverter | undefined {
  switch (conversion) {
    case 'utf8':
      return toUtf8();
    case 'encode':
      return toBase64();
    case 'decode':
      return fromBase64(() => misconfigured('Unable to base64 decode the body.'));
    case 'none':
      return undefined;
  }
}
