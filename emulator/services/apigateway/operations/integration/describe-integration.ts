import type { Integration, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import type { IntegrationRecord, IntegrationResponseRecord } from '../../state/records.ts';

/** An integration as AWS shows it, with its responses. */
export function describeIntegration(integration: IntegrationRecord): Integration {
  const { responses, requestParameters, requestTemplates, ...rest } = integration;
  const entries = Object.entries(responses);
  return {
    ...rest,
    requestParameters: requestParameters && { ...requestParameters },
    requestTemplates: requestTemplates && { ...requestTemplates },
    connectionType: integration.type.startsWith('HTTP') ? 'INTERNET' : undefined,
    cacheKeyParameters: [],
    integrationResponses:
      entries.length > 0
        ? Object.fromEntries(
            entries.map(([status, response]) => [status, describeIntegrationResponse(response)]),
          )
        : undefined,
  };
}

/** An integration's response as AWS shows it. */
export function describeIntegrationResponse(response: IntegrationResponseRecord): IntegrationResponse {
  const { responseParameters, responseTemplates, ...rest } = response;
  return {
    ...rest,
    responseParameters: responseParameters && { ...responseParameters },
    responseTemplates:
      responseTemplates &&
      Object.fromEntries(Object.entries(responseTemplates).map(([type, text]) => [type, shown(text)])),
  };
}

/** AWS shows a response's empty template as null (recorded), which the SDK's types do not have. */
function shown(template: string): string {
  return template === '' ? (null as unknown as string) : template;
}
