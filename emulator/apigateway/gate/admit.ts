import type { Authority } from '../../iam/authority.ts';
import type { KeySets } from '../jwt/key-sets.ts';
import { type AuthorizeDependencies, authorize } from './authorize/authorize.ts';
import { authorizeBySignature } from './authorize/signature.ts';
import { authorizeByUserPool } from './authorize/user-pools.ts';
import type { CompiledMethod } from './compile-stage.ts';
import type { Exchange } from './exchange.ts';
import { authorizerMisconfigured } from './gateway-failure.ts';

export interface AdmitDependencies extends AuthorizeDependencies {
  readonly authority: Authority;
  readonly keySets: KeySets;
}

/** Returns where the caller may go on, and throws GatewayFailure where not: no other way leads on to the integration. */
export async function admit(
  dependencies: AdmitDependencies,
  exchange: Exchange,
  route: CompiledMethod,
): Promise<void> {
  const { record, authorizer } = route;
  switch (record.authorizationType) {
    case 'NONE':
      return;
    case 'AWS_IAM':
      return authorizeBySignature(dependencies.authority, exchange);
    case 'CUSTOM':
      if (!authorizer || authorizer === 'missing') throw authorizerMisconfigured('Invalid authorizer');
      return authorize(dependencies, exchange, authorizer);
    case 'COGNITO_USER_POOLS':
      if (!authorizer || authorizer === 'missing') throw authorizerMisconfigured('Invalid authorizer');
      return authorizeByUserPool(dependencies.keySets, exchange, authorizer);
    default:
      throw authorizerMisconfigured(`Authorization type ${record.authorizationType}`);
  }
}
