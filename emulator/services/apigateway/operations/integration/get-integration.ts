import type {
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  Integration,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { changeMethod } from '../../control/change-method.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findIntegration } from '../../control/lookup.ts';
import { describeIntegration } from './describe-integration.ts';
import { integrationPath } from './put-integration.ts';

const KEY = { restApiId: true, resourceId: true, httpMethod: true } as const;

/** A method's integration, with its responses. */
export function getIntegration(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetIntegrationRequest, Integration>({
    honours: KEY,
    ...access('GET', integrationPath),
    run: (input) => describeIntegration(findIntegration(dependencies, input).integration),
  });
}

/** Removes a method's integration. */
export function deleteIntegration(dependencies: Pick<Dependencies, 'store'>) {
  return operation<DeleteIntegrationRequest, object>({
    honours: KEY,
    ...access('DELETE', integrationPath),
    run(input) {
      const { resource, method } = findIntegration(dependencies, input);
      changeMethod(dependencies, input.restApiId, resource, { ...method, integration: undefined });
      return {};
    },
  });
}
