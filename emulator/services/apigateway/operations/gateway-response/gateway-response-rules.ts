import { badRequest } from '../../control/errors.ts';
import { invalid, parseSource } from '../../control/mapping-expression.ts';
import type { GatewayResponseRecord } from '../../state/records.ts';

/** Checks a gateway response as a whole; throws AWS's `BadRequestException`. */
export function checkGatewayResponse({ responseParameters, responseTemplates }: GatewayResponseRecord): void {
  for (const [target, expression] of Object.entries(responseParameters)) {
    if (!expression) throw badRequest('Invalid null or empty value in responseParameters');
    const source = parseSource(expression);
    // A body is no source: the gateway may answer before it has read one.
    if (!/^gatewayresponse\.header\.[\w!#$%&'*+.^`|~-]+$/.test(target))
      throw invalid(`Invalid mapping expression specified: ${target}`);
    if (!source || source.from === 'body')
      throw invalid(`Invalid mapping expression specified: ${expression}`);
  }
  for (const [type, template] of Object.entries(responseTemplates)) {
    if (!template) throw badRequest('Invalid null or empty value in responseTemplates');
    if (!type.includes('/'))
      throw badRequest(
        `Validation Result: warnings : [], errors : [Invalid content type specified: ${type}]`,
      );
  }
}
