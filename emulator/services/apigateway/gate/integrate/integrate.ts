import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import type { CompiledMethod } from '../compile-stage.ts';
import type { Exchange } from '../exchange.ts';
import { callHttpEndpoint } from './http-endpoint.ts';
import { callHttpProxy, type HttpProxyDependencies } from './http-proxy.ts';
import { callLambdaProxy, type LambdaProxyDependencies } from './lambda-proxy.ts';
import { answerMock } from './mock.ts';

export type IntegrateDependencies = HttpProxyDependencies & LambdaProxyDependencies;

/** Passes an accepted request to its method's integration; resolves when the answer is sent. Throws GatewayFailure. */
export function integrate(
  dependencies: IntegrateDependencies,
  exchange: Exchange,
  route: CompiledMethod,
): Promise<void> {
  const { integration, endpoint } = route;
  switch (integration.type) {
    case 'HTTP_PROXY':
      return callHttpProxy(dependencies, exchange, integration, endpoint);
    case 'HTTP':
      return callHttpEndpoint(dependencies, exchange, integration, endpoint);
    case 'AWS_PROXY':
      return callLambdaProxy(dependencies, exchange, integration);
    case 'MOCK':
      return answerMock(exchange, integration);
    default:
      throw misconfigured(`Integration type ${integration.type}`);
  }
}
