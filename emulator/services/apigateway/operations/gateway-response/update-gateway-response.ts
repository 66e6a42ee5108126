import type { GatewayResponse, UpdateGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, notFound } from '../../control/errors.ts';
import { findApi } from '../../control/lookup.ts';
import { applyPatch, type PatchRule, type PatchWording } from '../../control/patch.ts';
import type { GatewayResponseRecord } from '../../state/records.ts';
import { DEFAULT_TEMPLATES, describeGatewayResponse, STATUS_OF } from './default-gateway-response.ts';
import { checkGatewayResponse } from './gateway-response-rules.ts';
import { gatewayResponsePath } from './put-gateway-response.ts';

const wording: PatchWording = {
  unknownPath: (_op, path) => `Invalid patch path ${path || null}`,
  wrongOp: (_op, path) => `Invalid patch path ${path}`,
};

const rules: readonly PatchRule<GatewayResponseRecord>[] = [
  {
    path: '/statusCode',
    ops: ['replace'],
    apply(response, { value }) {
      if (!/^[1-5]\d\d$/.test(value)) throw badRequest(`Invalid status code specified: ${value}`);
      return { ...response, statusCode: value };
    },
  },
  mapRule('responseParameters', 'Invalid parameter name specified'),
  mapRule('responseTemplates', 'Content-Type specified was not found'),
];

function mapRule(
  map: 'responseParameters' | 'responseTemplates',
  missing: string,
): PatchRule<GatewayResponseRecord> {
  return {
    path: `/${map}/{key}`,
    ops: ['add', 'remove', 'replace'],
    apply(response, { op, key, value }) {
      const { [key]: before, ...others } = response[map];
      if (op !== 'add' && before === undefined) throw notFound(missing);
      if (op !== 'remove' && value === '') throw badRequest(`Invalid null or empty value in ${map}`);
      return { ...response, [map]: op === 'remove' ? others : { ...response[map], [key]: value } };
    },
  };
}

/** Customises parts of a gateway response, starting from the default if it was not customised yet. */
export function updateGatewayResponse(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<UpdateGatewayResponseRequest, GatewayResponse>({
    honours: { restApiId: true, responseType: true, patchOperations: true },
    ...access('PATCH', gatewayResponsePath),
    run({ restApiId = '', responseType, patchOperations }) {
      const { gatewayResponses } = findApi(dependencies, restApiId);
      if (!responseType) throw badRequest('Response type is required');
      const before = gatewayResponses.get(responseType) ?? {
        responseType,
        statusCode: STATUS_OF[responseType],
        responseParameters: {},
        responseTemplates: DEFAULT_TEMPLATES,
      };
      const response = applyPatch(before, patchOperations, rules, wording);
      checkGatewayResponse(response);
      dependencies.store.commit.putGatewayResponse({ apiId: restApiId, response });
      return describeGatewayResponse(gatewayResponses, responseType);
    },
  });
}
