import type { Integration, UpdateIntegrationRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { checkRoleArn } from '../../../execute-api/role-arn.ts';
import { changeMethod } from '../../control/change-method.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { notFound } from '../../control/errors.ts';
import { findIntegration } from '../../control/lookup.ts';
import { applyPatch, type PatchRule, plainWording, textRule, without } from '../../control/patch.ts';
import type { IntegrationRecord } from '../../state/records.ts';
import { contentHandlingRule } from './content-handling-rule.ts';
import { describeIntegration } from './describe-integration.ts';
import { checkIntegration } from './integration-rules.ts';
import { integrationPath } from './put-integration.ts';

const REFUSED = [
  /^\/(connectionId|connectionType|tlsConfig|cacheKeyParameters|responseTransferMode|integrationTarget)\b/,
];

const rules: readonly PatchRule<IntegrationRecord>[] = [
  textRule('httpMethod'),
  textRule('uri'),
  textRule('credentials'),
  textRule('passthroughBehavior'),
  contentHandlingRule(),
  textRule('cacheNamespace'),
  {
    path: '/timeoutInMillis',
    ops: ['replace'],
    apply: (integration, { value }) => ({ ...integration, timeoutInMillis: Number(value) }),
  },
  {
    path: '/requestParameters/{key}',
    ops: ['add', 'remove', 'replace'],
    apply(integration, { op, key, value }) {
      const all = integration.requestParameters;
      if (op !== 'remove') return { ...integration, requestParameters: { ...all, [key]: value } };
      if (all?.[key] === undefined) throw notFound('Invalid parameter name specified');
      return { ...integration, requestParameters: without(all, key) };
    },
  },
  {
    path: '/requestTemplates/{key}',
    ops: ['add', 'remove', 'replace'],
    apply(integration, { op, key, value }) {
      const all = integration.requestTemplates;
      if (op !== 'remove') return { ...integration, requestTemplates: { ...all, [key]: value } };
      if (all?.[key] === undefined) throw notFound('Content-Type specified was not found');
      return { ...integration, requestTemplates: without(all, key) };
    },
  },
];

/** Changes an integration; checks the result as a whole after the last operation. */
export function updateIntegration(dependencies: Pick<Dependencies, 'store'>) {
  return operation<UpdateIntegrationRequest, Integration>({
    honours: { restApiId: true, resourceId: true, httpMethod: true, patchOperations: true },
    ...access('PATCH', integrationPath),
    run(input, call) {
      const { resource, method, integration: before } = findIntegration(dependencies, input);
      const integration = applyPatch(before, input.patchOperations, rules, plainWording, REFUSED);
      checkIntegration(integration, method);
      if (integration.credentials !== before.credentials) checkRoleArn(integration.credentials, call);
      changeMethod(dependencies, input.restApiId, resource, { ...method, integration });
      return describeIntegration(integration);
    },
  });
}
