import type { Authority } from '../../../edge/interfaces/authority.ts';
import { methodArn } from '../../execute-api/authorize/method-arns.ts';
import { authorizerMisconfigured } from '../../execute-api/gateway-failure.ts';
import type { KeySets } from '../../execute-api/jwt/key-sets.ts';
import { requestUriTooLong } from '../../execute-api/request/unfit-request.ts';
import { type AuthorizeDependencies, authorize } from './authorize/authorize.ts';
import { authorizeBySignature } from './authorize/signature.ts';
import { authorizeByUserPool } from './authorize/user-pools.ts';
import type { CompiledMethod } from './compile-stage.ts';
import type { Exchange } from './exchange.ts';
import { noteCheck } from './note-check.ts';

/** The longest ARN of a method with authorization, in bytes; it includes the path (API Gateway quotas). */
const LONGEST_ARN = 1600;

export interface AdmitDependencies extends AuthorizeDependencies {
  readonly authority: Authority;
  readonly keySets: KeySets;
}

/** Returns if the caller may continue, and throws GatewayFailure if not: nothing else leads to the integration. */
export async function admit(
  dependencies: AdmitDependencies,
  exchange: Exchange,
  route: CompiledMethod,
): Promise<void> {
  const { record, authorizer } = route;
  if (record.authorizationType !== 'NONE' && methodArn(exchange).length > LONGEST_ARN)
    throw requestUriTooLong();
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
      return noteCheck(exchange, 'authorizer', () =>
        authorizeByUserPool(dependencies.keySets, exchange, authorizer),
      );
    default:
      throw authorizerMisconfigured(`Authorization type ${record.authorizationType}`);
  }
}
