import type {
  CreateDocumentationPartRequest,
  DeleteDocumentationPartRequest,
  DocumentationPart,
  DocumentationParts,
  GetDocumentationPartRequest,
  GetDocumentationPartsRequest,
  UpdateDocumentationPartRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { newPartId } from '../../../execute-api/ids.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, conflict, notFound } from '../../control/errors.ts';
import { findApi } from '../../control/lookup.ts';
import { page } from '../../control/paging.ts';
import { applyPatch, listingWording, type PatchRule } from '../../control/patch.ts';
import type { DocumentationPartRecord } from '../../state/records.ts';

const all = ({ restApiId }: { restApiId?: string }) => `/restapis/${restApiId}/documentation/parts`;
const path = (input: { restApiId?: string; documentationPartId?: string }) =>
  `${all(input)}/${input.documentationPartId}`;
const KEY = { restApiId: true, documentationPartId: true } as const;

function findPart({ store }: Pick<Dependencies, 'store'>, apiId = '', id = ''): DocumentationPartRecord {
  const part = store.state.apis.get(apiId)?.documentationParts.get(id);
  if (!part) throw notFound('Invalid Documentation part identifier specified');
  return part;
}

/** Creates a part of an API's documentation. Throws `ConflictException` if the place has one; the text is a guess. */
export function createDocumentationPart(dependencies: Pick<Dependencies, 'store' | 'config' | 'random'>) {
  return operation<CreateDocumentationPartRequest, DocumentationPart>({
    honours: {
      restApiId: true,
      location: { type: true, path: true, method: true, statusCode: true, name: true },
      properties: true,
    },
    ...access('POST', all),
    run({ restApiId = '', location = { type: 'API' }, properties = '' }) {
      const { documentationParts } = findApi(dependencies, restApiId);
      checkProperties(properties);
      const place = JSON.stringify(sorted(location));
      for (const other of documentationParts.values()) {
        if (JSON.stringify(sorted(other.location)) === place)
          throw conflict(`Documentation part already exists for the specified location: ${place}`);
      }
      const value = { id: newPartId(dependencies.random), location, properties };
      dependencies.store.commit.putPart({
        apiId: restApiId,
        kind: 'documentationParts',
        key: value.id,
        value,
      });
      return value;
    },
  });
}

function sorted(location: object): object {
  return Object.fromEntries(Object.entries(location).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function checkProperties(properties: string): void {
  try {
    if (typeof JSON.parse(properties) === 'object') return;
  } catch {
    // Answered below.
  }
  throw badRequest('Documentation part properties must be a JSON object');
}

/** One part of the documentation. */
export function getDocumentationPart(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetDocumentationPartRequest, DocumentationPart>({
    honours: KEY,
    ...access('GET', path),
    run: ({ restApiId, documentationPartId }) => ({
      ...findPart(dependencies, restApiId, documentationPartId),
    }),
  });
}

/** Lists the parts of the documentation, all or those of a kind, a path or a name. */
export function getDocumentationParts(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetDocumentationPartsRequest, DocumentationParts>({
    honours: {
      restApiId: true,
      type: true,
      nameQuery: true,
      path: true,
      position: true,
      limit: true,
      locationStatus: ['DOCUMENTED'],
    },
    ...access('GET', all),
    run(input) {
      const { documentationParts } = findApi(dependencies, input.restApiId);
      const wanted = [...documentationParts.values()].filter(
        ({ location }) =>
          (input.type === undefined || location.type === input.type) &&
          (input.path === undefined || location.path === input.path) &&
          (input.nameQuery === undefined || location.name?.includes(input.nameQuery)),
      );
      const { items, position } = page(wanted, ({ id }) => id, input);
      return { items: items.map((item) => ({ ...item })), position };
    },
  });
}

const rules: readonly PatchRule<DocumentationPartRecord>[] = [
  {
    path: '/properties',
    ops: ['replace'],
    apply(part, { value }) {
      checkProperties(value);
      return { ...part, properties: value };
    },
  },
];

/** Changes what a part says. */
export function updateDocumentationPart(dependencies: Pick<Dependencies, 'store'>) {
  return operation<UpdateDocumentationPartRequest, DocumentationPart>({
    honours: { ...KEY, patchOperations: true },
    ...access('PATCH', path),
    run({ restApiId = '', documentationPartId, patchOperations }) {
      const before = findPart(dependencies, restApiId, documentationPartId);
      const value = applyPatch(before, patchOperations, rules, listingWording(['/properties']));
      dependencies.store.commit.putPart({
        apiId: restApiId,
        kind: 'documentationParts',
        key: value.id,
        value,
      });
      return { ...value };
    },
  });
}

/** Deletes a part of the documentation. */
export function deleteDocumentationPart(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<DeleteDocumentationPartRequest, object>({
    honours: KEY,
    ...access('DELETE', path),
    run({ restApiId = '', documentationPartId }) {
      findApi(dependencies, restApiId);
      const { id } = findPart(dependencies, restApiId, documentationPartId);
      dependencies.store.commit.putPart({ apiId: restApiId, kind: 'documentationParts', key: id });
      return {};
    },
  });
}
