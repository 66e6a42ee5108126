import type { Exchange } from '../exchange.ts';
import { misconfigured } from '../gateway-failure.ts';
import { headerValue } from '../request-values.ts';
import { LARGEST_ANSWER, type RelayRules } from './answer-relay.ts';
import { converterFor, responseConversion } from './content-conversion.ts';
import { responseHeaderName } from './response-header-rules.ts';

/** How REST APIs pass an endpoint's answer on. */
export const restRelayRules: RelayRules<Exchange> = {
  headerName: responseHeaderName,
  converter({ request, stage }, contentType) {
    const accept = headerValue(request, 'accept');
    return converterFor(
      responseConversion(stage.snapshot.api.binaryMediaTypes, { accept, contentType }, undefined),
    );
  },
  finish({ requestId, extendedRequestId }, { headers }) {
    if (!headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type'))
      headers.push('Content-Type', 'application/json');
    headers.push('x-amzn-RequestId', requestId, 'x-amz-apigw-id', extendedRequestId);
  },
  tooLarge: () =>
    misconfigured(`Integration response is larger than allowed maximum of ${LARGEST_ANSWER} bytes.`),
};
