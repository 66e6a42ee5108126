import type {
  DeleteIntegrationResponseRequest,
  GetIntegrationResponseRequest,
  IntegrationResponse,
  PutIntegrationResponseRequest,
  UpdateIntegrationResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { changeMethod } from '../../control/change-method.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { notFound } from '../../control/errors.ts';
import { findIntegration, findResource, type MethodKey } from '../../control/lookup.ts';
import { applyPatch, type PatchRule, plainWording, without } from '../../control/patch.ts';
import type { IntegrationRecord, IntegrationResponseRecord } from '../../state/records.ts';
import { contentHandlingRule } from './content-handling-rule.ts';
import { describeIntegrationResponse } from './describe-integration.ts';
import { checkIntegrationResponse } from './integration-response-rules.ts';
import { integrationPath } from './put-integration.ts';

type Key = MethodKey & { statusCode?: string };
const path = (key: Key) => `${integrationPath(key)}/responses/${key.statusCode}`;
const KEY = { restApiId: true, resourceId: true, httpMethod: true, statusCode: true } as const;

function findResponse({ responses }: IntegrationRecord, statusCode = ''): IntegrationResponseRecord {
  const response = responses[statusCode];
  if (!response) throw notFound('Invalid Response status code specified');
  return response;
}

/** Defines how an endpoint's answer becomes one of the method; replaces one with the same status. */
export function putIntegrationResponse(dependencies: Pick<Dependencies, 'store'>) {
  return operation<PutIntegrationResponseRequest, IntegrationResponse>({
    honours: {
      ...KEY,
      selectionPattern: true,
      responseParameters: true,
      responseTemplates: true,
      contentHandling: true,
    },
    ...access('PUT', path),
    run(input) {
      const { resource, method, integration } = findIntegration(dependencies, input);
      const {
        statusCode = '',
        selectionPattern,
        responseParameters,
        responseTemplates,
        contentHandling,
      } = input;
      const response = {
        statusCode,
        selectionPattern,
        responseParameters,
        responseTemplates,
        contentHandling,
      };
      checkIntegrationResponse(response, method);
      const responses = { ...integration.responses, [statusCode]: response };
      const changed = { ...method, integration: { ...integration, responses } };
      changeMethod(dependencies, input.restApiId, resource, changed);
      return describeIntegrationResponse(response);
    },
  });
}

/** One response of an integration. */
export function getIntegrationResponse(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetIntegrationResponseRequest, IntegrationResponse>({
    honours: KEY,
    ...access('GET', path),
    run(input) {
      const { integration } = findIntegration(dependencies, input);
      return describeIntegrationResponse(findResponse(integration, input.statusCode));
    },
  });
}

/** Removes a response of an integration. */
export function deleteIntegrationResponse(dependencies: Pick<Dependencies, 'store'>) {
  return operation<DeleteIntegrationResponseRequest, object>({
    honours: KEY,
    ...access('DELETE', path),
    run(input) {
      // For a missing method AWS reports a missing integration here.
      const methods = findResource(dependencies, input.restApiId, input.resourceId).methods;
      if (!Object.hasOwn(methods, input.httpMethod ?? ''))
        throw notFound('Invalid Integration identifier specified');
      const { resource, method, integration } = findIntegration(dependencies, input);
      const { statusCode } = findResponse(integration, input.statusCode);
      const { [statusCode]: _removed, ...responses } = integration.responses;
      const changed = { ...method, integration: { ...integration, responses } };
      changeMethod(dependencies, input.restApiId, resource, changed);
      return {};
    },
  });
}

const rules: readonly PatchRule<IntegrationResponseRecord>[] = [
  {
    path: '/selectionPattern',
    ops: ['replace'],
    apply: (response, { value }) => ({ ...response, selectionPattern: value }),
  },
  contentHandlingRule(),
  mapRule('responseParameters', 'Invalid parameter name specified'),
  mapRule('responseTemplates', 'Content-Type specified was not found'),
];

function mapRule(
  map: 'responseParameters' | 'responseTemplates',
  missing: string,
): PatchRule<IntegrationResponseRecord> {
  return {
    path: `/${map}/{key}`,
    ops: ['add', 'remove', 'replace'],
    apply(response, { op, key, value }) {
      const all = response[map];
      if (op !== 'add' && all?.[key] === undefined) throw notFound(missing);
      return { ...response, [map]: op === 'remove' ? without(all, key) : { ...all, [key]: value } };
    },
  };
}

/** Changes an integration's response, and checks the result as a whole. */
export function updateIntegrationResponse(dependencies: Pick<Dependencies, 'store'>) {
  return operation<UpdateIntegrationResponseRequest, IntegrationResponse>({
    honours: { ...KEY, patchOperations: true },
    ...access('PATCH', path),
    run(input) {
      const { resource, method, integration } = findIntegration(dependencies, input);
      const before = findResponse(integration, input.statusCode);
      const response = applyPatch(before, input.patchOperations, rules, plainWording);
      checkIntegrationResponse(response, method);
      const responses = { ...integration.responses, [response.statusCode]: response };
      const changed = { ...method, integration: { ...integration, responses } };
      changeMethod(dependencies, input.restApiId, resource, changed);
      return describeIntegrationResponse(response);
    },
  });
}
