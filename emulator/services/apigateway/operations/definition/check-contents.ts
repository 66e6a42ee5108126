import type { ApiRecord } from '../../state/records.ts';
import { checkAuthorizer } from '../authorizer/authorizer-rules.ts';
import { checkGatewayResponse } from '../gateway-response/gateway-response-rules.ts';
import { checkIntegrationResponse } from '../integration/integration-response-rules.ts';
import { checkIntegration } from '../integration/integration-rules.ts';
import { checkAuthorization, checkRequestParameters, checkValidator } from '../method/method-rules.ts';
import { checkModel, checkModels } from '../model/model-rules.ts';
import { checkPathPart } from '../resource/path-part.ts';
import { inPlace } from './contents-of.ts';

type Checked = Pick<ApiRecord, 'resources' | 'authorizers' | 'gatewayResponses' | 'models' | 'validators'>;

/** Checks everything of an imported API, by the rules of the operations that create each part. Throws what they throw. */
export function checkContents(api: Checked): void {
  const { resources, authorizers, gatewayResponses, models } = api;
  for (const model of models.values()) checkModel(model);
  for (const authorizer of authorizers.values()) checkAuthorizer(authorizer);
  for (const response of gatewayResponses.values()) checkGatewayResponse(response);
  const below = new Map<string, (typeof resources extends Map<string, infer One> ? One : never)[]>();
  for (const resource of resources.values()) {
    const parent = resources.get(resource.parentId ?? '');
    if (parent) {
      const siblings = below.get(parent.id) ?? [];
      checkPathPart(resource.pathPart ?? '', parent, siblings);
      below.set(parent.id, [...siblings, resource]);
    }
    for (const method of Object.values(resource.methods)) {
      checkAuthorization(authorizers, method);
      checkRequestParameters(method.requestParameters);
      checkModels(api, method.requestModels);
      checkValidator(api, method.requestValidatorId);
      for (const { responseModels } of Object.values(method.responses)) checkModels(api, responseModels);
      const { integration } = method;
      if (!integration) continue;
      inPlace({ path: resource.path, method: method.httpMethod }, () => {
        checkIntegration(integration, method);
        for (const response of Object.values(integration.responses))
          checkIntegrationResponse(response, method);
      });
    }
  }
}
