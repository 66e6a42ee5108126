import { responseHeaderName } from '../../../../edge/response-header-rules.ts';
import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import { LARGEST_ANSWER, type RelayRules } from '../../../execute-api/integrate/answer-relay.ts';
import { toUtf8 } from '../../../execute-api/integrate/convert-body.ts';
import { headerValue } from '../../../execute-api/request/request-values.ts';
import type { Exchange } from '../exchange.ts';
import { codingFor, compress } from './compress-answer.ts';
import { converterFor, responseConversion } from './content-conversion.ts';

/** How REST APIs pass an endpoint's answer on. */
export const restRelayRules: RelayRules<Exchange> = {
  headerName: responseHeaderName,
  converter({ request, stage }, contentType) {
    const { binaryMediaTypes } = stage.snapshot.api;
    // Most APIs have no binary types, and need not parse what the client accepts.
    if (binaryMediaTypes.length === 0) return toUtf8();
    const types = { accept: headerValue(request, 'accept'), contentType };
    return converterFor(responseConversion(binaryMediaTypes, types, undefined));
  },
  finish({ requestId, extendedRequestId }, { headers }) {
    if (!headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type'))
      headers.push('Content-Type', 'application/json');
    headers.push('x-amzn-RequestId', requestId, 'x-amz-apigw-id', extendedRequestId);
  },
  compression(exchange, headers, length) {
    const coding = codingFor(exchange, headers, length);
    return coding && { coding, compress: (body) => compress(coding, body) };
  },
  tooLarge: () =>
    misconfigured(`Integration response is larger than allowed maximum of ${LARGEST_ANSWER} bytes.`),
};
