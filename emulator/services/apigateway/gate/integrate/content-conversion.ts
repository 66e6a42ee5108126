import type { ContentHandlingStrategy } from '@aws-sdk/client-api-gateway';
import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import {
  type BodyConverter,
  fromBase64,
  toBase64,
  toUtf8,
} from '../../../execute-api/integrate/convert-body.ts';
import { firstAccepted, isBinary } from './binary.ts';

/** What happens to a body: UTF-8 text, base64 of its bytes, the bytes of its base64, or unchanged. */
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
  /** The client's `Accept`; its first type counts. */
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

/** Performs a conversion. It throws GatewayFailure 500 if text is not the expected base64, as the same page says. */
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
