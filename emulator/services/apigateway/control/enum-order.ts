import type { ServiceModel } from '../../../models/model.ts';

/** AWS's recorded order of a member's possible values: not the order of its model. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  Op: ['add', 'remove', 'move', 'test', 'replace', 'copy'],
  EndpointType: ['PRIVATE', 'EDGE', 'REGIONAL'],
  IntegrationType: ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'],
  GatewayResponseType: [
    'REQUEST_TOO_LARGE',
    'RESOURCE_NOT_FOUND',
    'AUTHORIZER_CONFIGURATION_ERROR',
    'MISSING_AUTHENTICATION_TOKEN',
    'BAD_REQUEST_BODY',
    'INVALID_SIGNATURE',
    'INVALID_API_KEY',
    'BAD_REQUEST_PARAMETERS',
    'AUTHORIZER_FAILURE',
    'UNAUTHORIZED',
    'INTEGRATION_TIMEOUT',
    'ACCESS_DENIED',
    'DEFAULT_4XX',
    'DEFAULT_5XX',
    'WAF_FILTERED',
    'QUOTA_EXCEEDED',
    'THROTTLED',
    'API_CONFIGURATION_ERROR',
    'UNSUPPORTED_MEDIA_TYPE',
    'INTEGRATION_FAILURE',
    'EXPIRED_TOKEN',
  ],
  DocumentationPartType: [
    'RESPONSE_BODY',
    'RESPONSE',
    'METHOD',
    'MODEL',
    'AUTHORIZER',
    'RESPONSE_HEADER',
    'RESOURCE',
    'PATH_PARAMETER',
    'REQUEST_BODY',
    'QUERY_PARAMETER',
    'API',
    'REQUEST_HEADER',
  ],
};

/** The model with its lists of values in AWS's order, where that is known and has the same values. They are sorted at the first call. */
export function withEnumOrder(model: ServiceModel): ServiceModel {
  let shapes: ServiceModel['shapes'] | undefined;
  const get = () => {
    shapes ??= orderedShapes(model);
    return shapes;
  };
  return Object.create(model, { shapes: { get, enumerable: true } }) as ServiceModel;
}

function orderedShapes(model: ServiceModel): ServiceModel['shapes'] {
  const shapes = Object.entries(model.shapes).map(([name, shape]) => {
    const order = Object.hasOwn(ORDERS, name) ? ORDERS[name] : undefined;
    const isSame = order !== undefined && [...order].sort().join() === [...(shape.enum ?? [])].sort().join();
    return [name, isSame ? { ...shape, enum: [...order] } : shape];
  });
  return Object.fromEntries(shapes);
}
