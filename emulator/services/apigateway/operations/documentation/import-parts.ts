import type { DocumentationPartIds, ImportDocumentationPartsRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { isObject, parsed } from '../../../execute-api/definition/read-definition.ts';
import { newPartId } from '../../../execute-api/ids.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findApi } from '../../control/lookup.ts';
import { documentationPartsOf } from '../definition/contents-of.ts';

/**
 * Imports the documentation parts of a definition, instead of all existing ones (`overwrite`) or of those at the same places (`merge`).
 */
export function importDocumentationParts(dependencies: Pick<Dependencies, 'store' | 'config' | 'random'>) {
  const { store, random } = dependencies;
  return operation<ImportDocumentationPartsRequest, DocumentationPartIds>({
    honours: { restApiId: true, mode: true, failOnWarnings: true, body: true },
    ...access('PUT', ({ restApiId }) => `/restapis/${restApiId}/documentation/parts`),
    async run({ restApiId: apiId = '', mode = 'merge', body }) {
      findApi(dependencies, apiId);
      const document = await parsed(Buffer.from(body ?? []).toString('utf8'));
      // It may have changed, or gone, while the definition was read.
      const { documentationParts } = findApi(dependencies, apiId);
      if (!document || !isObject(document['x-amazon-apigateway-documentation']))
        throw badRequest('Unable to build importer with provided input.');
      const parts = documentationPartsOf(document, () => newPartId(random));
      const places = new Set(parts.map(({ location }) => JSON.stringify(location)));
      for (const { id, location } of documentationParts.values()) {
        if (mode === 'overwrite' || places.has(JSON.stringify(location)))
          store.commit.putPart({ apiId, kind: 'documentationParts', key: id });
      }
      for (const value of parts)
        store.commit.putPart({ apiId, kind: 'documentationParts', key: value.id, value });
      return { ids: parts.map(({ id }) => id) };
    },
  });
}
