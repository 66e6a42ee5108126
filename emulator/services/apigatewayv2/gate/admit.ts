import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { KeySets } from '../../execute-api/jwt/key-sets.ts';
import { authorizeByJwt } from './authorize-jwt.ts';
import { authorizeByRequest, type RequestAuthorizerDependencies } from './authorize-request.ts';
import { authorizeHttpBySignature } from './authorize-signature.ts';
import type { CompiledRoute } from './compile-stage.ts';
import type { HttpExchange } from './http-exchange.ts';
import { internalError } from './http-failure.ts';

export interface AdmitDependencies extends RequestAuthorizerDependencies {
  readonly authority: Authority;
  readonly keySets: KeySets;
}

/** Returns if the caller may continue, and throws HttpFailure if not: nothing else leads to the integration. */
export async function admit(
  dependencies: AdmitDependencies,
  exchange: HttpExchange,
  { record, authorizer }: CompiledRoute,
): Promise<void> {
  switch (record.AuthorizationType) {
    case 'NONE':
      return;
    case 'AWS_IAM':
      return authorizeHttpBySignature(dependencies.authority, exchange);
    case 'CUSTOM':
      if (!authorizer || authorizer === 'missing') throw internalError('The authorizer is not deployed');
      return authorizeByRequest(dependencies, exchange, authorizer);
    case 'JWT':
      if (!authorizer || authorizer === 'missing') throw internalError('The authorizer is not deployed');
      return authorizeByJwt(dependencies.keySets, exchange, authorizer);
    default:
      throw internalError(`Authorization type ${record.AuthorizationType}`);
  }
}
