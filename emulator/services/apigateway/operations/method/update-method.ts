import type { Method, UpdateMethodRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { changeMethod } from '../../control/change-method.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { notFound } from '../../control/errors.ts';
import { findApi, findMethod } from '../../control/lookup.ts';
import { applyPatch, type PatchRule, plainWording, textRule, without } from '../../control/patch.ts';
import type { MethodRecord } from '../../state/records.ts';
import { checkModels } from '../model/model-rules.ts';
import { describeMethod } from './describe-method.ts';
import { methodPath } from './get-method.ts';
import { checkAuthorization, checkRequestParameters, checkValidator } from './method-rules.ts';

const rules: readonly PatchRule<MethodRecord>[] = [
  {
    path: '/authorizationType',
    ops: ['replace'],
    apply: (method, { value }) => ({ ...method, authorizationType: value }),
  },
  textRule('authorizerId'),
  {
    path: '/apiKeyRequired',
    ops: ['replace'],
    apply: (method, { value }) => ({ ...method, apiKeyRequired: value === 'true' || undefined }),
  },
  textRule('operationName'),
  textRule('requestValidatorId'),
  {
    path: '/authorizationScopes',
    ops: ['add', 'remove', 'replace'],
    apply(method, { op, value }) {
      const scopes = method.authorizationScopes ?? [];
      const given = value.split(',').filter((scope) => scope !== '');
      const changed =
        op === 'replace'
          ? given
          : [...scopes.filter((scope) => !given.includes(scope)), ...(op === 'add' ? given : [])];
      return { ...method, authorizationScopes: changed.length > 0 ? changed : undefined };
    },
  },
  {
    path: '/requestParameters/{key}',
    ops: ['add', 'remove', 'replace'],
    apply(method, { op, key, value }) {
      if (op !== 'remove')
        return { ...method, requestParameters: { ...method.requestParameters, [key]: value === 'true' } };
      if (method.requestParameters?.[key] === undefined) throw notFound('Invalid parameter name specified');
      return { ...method, requestParameters: without(method.requestParameters, key) };
    },
  },
  {
    path: '/requestModels/{key}',
    ops: ['add', 'remove', 'replace'],
    apply(method, { op, key, value }) {
      if (op !== 'remove') return { ...method, requestModels: { ...method.requestModels, [key]: value } };
      if (method.requestModels?.[key] === undefined) throw notFound('Content-Type specified was not found');
      return { ...method, requestModels: without(method.requestModels, key) };
    },
  },
];

/** Changes a method, and checks the result as a whole after the last operation, because type and authorizer change in two. */
export function updateMethod(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<UpdateMethodRequest, Method>({
    honours: { restApiId: true, resourceId: true, httpMethod: true, patchOperations: true },
    ...access('PATCH', methodPath),
    run(input) {
      const { resource, method } = findMethod(dependencies, input);
      const patched = applyPatch(method, input.patchOperations, rules, plainWording);
      const api = findApi(dependencies, input.restApiId);
      checkAuthorization(api.authorizers, patched);
      checkRequestParameters(patched.requestParameters);
      checkModels(api, patched.requestModels);
      checkValidator(api, patched.requestValidatorId);
      const { authorizationType: type } = patched;
      const changed =
        type === 'NONE' || type === 'AWS_IAM' ? { ...patched, authorizerId: undefined } : patched;
      changeMethod(dependencies, input.restApiId, resource, changed);
      return describeMethod(changed);
    },
  });
}
