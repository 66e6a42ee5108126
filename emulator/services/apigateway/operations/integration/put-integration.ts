import type { Integration, PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { checkRoleArn } from '../../../execute-api/role-arn.ts';
import { changeMethod } from '../../control/change-method.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findMethod, type MethodKey } from '../../control/lookup.ts';
import type { IntegrationRecord } from '../../state/records.ts';
import { methodPath } from '../method/get-method.ts';
import { describeIntegration } from './describe-integration.ts';
import { checkIntegration, LONGEST } from './integration-rules.ts';

/** The path of an integration, for IAM. */
export function integrationPath(key: MethodKey): string {
  return `${methodPath(key)}/integration`;
}

/** Sets where a method's requests go. Replaces an existing integration with its responses. */
export function putIntegration(dependencies: Pick<Dependencies, 'store'>) {
  return operation<PutIntegrationRequest, Integration>({
    honours: {
      restApiId: true,
      resourceId: true,
      httpMethod: true,
      type: ['HTTP_PROXY', 'HTTP', 'AWS_PROXY', 'MOCK'],
      integrationHttpMethod: true,
      uri: true,
      credentials: true,
      connectionType: ['INTERNET'],
      requestParameters: true,
      requestTemplates: true,
      passthroughBehavior: true,
      contentHandling: true,
      cacheNamespace: true,
      timeoutInMillis: true,
      responseTransferMode: ['BUFFERED'],
    },
    ...access('PUT', integrationPath),
    run(input, call) {
      const { resource, method } = findMethod(dependencies, input);
      const integration: IntegrationRecord = {
        type: input.type ?? 'MOCK',
        // A mock has no method, whatever was given (recorded).
        httpMethod: input.type === 'MOCK' ? undefined : input.integrationHttpMethod,
        uri: input.uri,
        credentials: input.credentials || undefined,
        requestParameters: input.requestParameters,
        requestTemplates: input.requestTemplates,
        passthroughBehavior: input.passthroughBehavior ?? 'WHEN_NO_MATCH',
        contentHandling: input.contentHandling,
        timeoutInMillis: input.timeoutInMillis ?? LONGEST,
        cacheNamespace: input.cacheNamespace ?? resource.id,
        responses: {},
      };
      checkIntegration(integration, method);
      checkRoleArn(integration.credentials, call);
      changeMethod(dependencies, input.restApiId, resource, { ...method, integration });
      return describeIntegration(integration);
    },
  });
}
