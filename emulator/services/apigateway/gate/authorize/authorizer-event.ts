import { methodArn } from '../../../execute-api/authorize/method-arns.ts';
import { decodedParameters, headerMaps, queryMaps } from '../../../execute-api/request/proxy-event.ts';
import type { CompiledAuthorizer } from '../compile-stage.ts';
import type { Exchange } from '../exchange.ts';
import { requestContext } from '../request-context.ts';

/**
 * The event of a Lambda authorizer (API Gateway guide, "Input to an API Gateway Lambda authorizer"): a TOKEN's has exactly these three
 * members; a REQUEST's describes the whole request except its body.
 */
export function authorizerEvent(
  exchange: Exchange,
  { record }: CompiledAuthorizer,
  identity: readonly string[],
): object {
  const arn = methodArn(exchange);
  if (record.type === 'TOKEN')
    return { type: 'TOKEN', methodArn: arn, authorizationToken: identity[0] ?? '' };
  const { headers, multi } = headerMaps(exchange);
  const query = queryMaps(exchange.query);
  return {
    type: 'REQUEST',
    methodArn: arn,
    resource: exchange.resource?.path,
    path: exchange.path,
    httpMethod: exchange.method,
    headers,
    multiValueHeaders: multi,
    queryStringParameters: query.single ?? {},
    multiValueQueryStringParameters: query.multi ?? {},
    pathParameters: decodedParameters(exchange) ?? {},
    stageVariables: { ...exchange.stage.variables },
    requestContext: requestContext(exchange),
  };
}
