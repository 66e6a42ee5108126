import type { Authorizer, AuthorizerType, UpdateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../../../edge/aws-error.ts';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { checkRoleArn } from '../../../execute-api/role-arn.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findAuthorizer } from '../../control/lookup.ts';
import { applyPatch, listingWording, type PatchRule, textRule } from '../../control/patch.ts';
import type { AuthorizerRecord } from '../../state/records.ts';
import { checkAuthorizer, checkUniqueName, describeAuthorizer } from './authorizer-rules.ts';
import { authorizerPath } from './get-authorizer.ts';

const rules: readonly PatchRule<AuthorizerRecord>[] = [
  { path: '/name', ops: ['replace'], apply: (authorizer, { value }) => ({ ...authorizer, name: value }) },
  {
    path: '/type',
    ops: ['replace'],
    apply(authorizer, { value }) {
      if (value !== 'TOKEN' && value !== 'REQUEST' && value !== 'COGNITO_USER_POOLS')
        throw notImplemented(`UpdateAuthorizer: the type "${value}"`);
      return { ...authorizer, type: value satisfies AuthorizerType };
    },
  },
  {
    path: '/providerARNs',
    ops: ['add', 'remove'],
    apply(authorizer, { op, value }) {
      const others = authorizer.providerARNs?.filter((arn) => arn !== value) ?? [];
      return { ...authorizer, providerARNs: op === 'add' ? [...others, value] : others };
    },
  },
  textRule('authType'),
  textRule('authorizerUri'),
  textRule('authorizerCredentials'),
  { ...textRule('identitySource'), ops: ['add', 'remove', 'replace'] },
  textRule('identityValidationExpression'),
  {
    path: '/authorizerResultTtlInSeconds',
    ops: ['replace'],
    apply(authorizer, { value }) {
      if (!/^\d+$/.test(value)) throw badRequest(`Invalid authorizer result TTL specified: ${value}`);
      return { ...authorizer, authorizerResultTtlInSeconds: Number(value) };
    },
  },
];

const wording = listingWording(rules.map(({ path }) => String(path)));

/** Changes an authorizer; deployments keep the old one. */
export function updateAuthorizer(dependencies: Pick<Dependencies, 'store'>) {
  return operation<UpdateAuthorizerRequest, Authorizer>({
    honours: { restApiId: true, authorizerId: true, patchOperations: true },
    ...access('PATCH', authorizerPath),
    run({ restApiId = '', authorizerId, patchOperations }, call) {
      const before = findAuthorizer(dependencies, restApiId, authorizerId);
      const authorizer = applyPatch(before, patchOperations, rules, wording);
      checkAuthorizer(authorizer);
      if (authorizer.authorizerCredentials !== before.authorizerCredentials)
        checkRoleArn(authorizer.authorizerCredentials, call);
      checkUniqueName(dependencies.store.state.apis.get(restApiId)?.authorizers.values() ?? [], authorizer);
      dependencies.store.commit.putAuthorizer({ apiId: restApiId, authorizer });
      return describeAuthorizer(authorizer);
    },
  });
}
