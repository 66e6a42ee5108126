import type {
  CreateDocumentationVersionRequest,
  DeleteDocumentationVersionRequest,
  DocumentationVersion,
  DocumentationVersions,
  GetDocumentationVersionRequest,
  GetDocumentationVersionsRequest,
  UpdateDocumentationVersionRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, conflict, notFound } from '../../control/errors.ts';
import { findApi, findStage } from '../../control/lookup.ts';
import { page } from '../../control/paging.ts';
import { applyPatch, listingWording, textRule } from '../../control/patch.ts';
import type { DocumentationVersionRecord } from '../../state/records.ts';

const all = ({ restApiId }: { restApiId?: string }) => `/restapis/${restApiId}/documentation/versions`;
const path = (input: { restApiId?: string; documentationVersion?: string }) =>
  `${all(input)}/${input.documentationVersion}`;
const KEY = { restApiId: true, documentationVersion: true } as const;

function findVersion({ store }: Pick<Dependencies, 'store'>, apiId = '', version = '') {
  const found = store.state.apis.get(apiId)?.documentationVersions.get(version);
  if (!found) throw notFound('Invalid Documentation version specified');
  return found;
}

function describe({ createdDate, ...record }: DocumentationVersionRecord): DocumentationVersion {
  return { ...record, createdDate: new Date(createdDate) };
}

/**
 * Names the present documentation, and sets it for a stage if one is given. That a duplicate name is 409 is AWS's, the text is a guess.
 */
export function createDocumentationVersion(dependencies: Pick<Dependencies, 'store' | 'config' | 'clock'>) {
  const { store, clock } = dependencies;
  return operation<CreateDocumentationVersionRequest, DocumentationVersion>({
    honours: { ...KEY, stageName: true, description: true },
    ...access('POST', all),
    run({ restApiId = '', documentationVersion: version = '', stageName, description }) {
      const { documentationVersions } = findApi(dependencies, restApiId);
      if (!/^[A-Za-z0-9._-]{1,64}$/.test(version))
        throw badRequest(`Invalid documentation version specified: ${version}`);
      if (documentationVersions.has(version))
        throw conflict(`Documentation version already exists for this API: ${version}`);
      const stage = stageName ? findStage(dependencies, restApiId, stageName) : undefined;
      const value = { version, createdDate: clock.now(), ...(description !== undefined && { description }) };
      store.commit.putPart({ apiId: restApiId, kind: 'documentationVersions', key: version, value });
      if (stage)
        store.commit.putStage({
          apiId: restApiId,
          stage: { ...stage, documentationVersion: version, updatedAt: clock.now() },
        });
      return describe(value);
    },
  });
}

/** One version. */
export function getDocumentationVersion(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetDocumentationVersionRequest, DocumentationVersion>({
    honours: KEY,
    ...access('GET', path),
    run: ({ restApiId, documentationVersion }) =>
      describe(findVersion(dependencies, restApiId, documentationVersion)),
  });
}

/** Lists the versions, oldest first. */
export function getDocumentationVersions(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetDocumentationVersionsRequest, DocumentationVersions>({
    honours: { restApiId: true, position: true, limit: true },
    ...access('GET', all),
    run(input) {
      const { documentationVersions } = findApi(dependencies, input.restApiId);
      const { items, position } = page([...documentationVersions.values()], (item) => item.version, input);
      return { items: items.map(describe), position };
    },
  });
}

/** Changes a version's description. */
export function updateDocumentationVersion(dependencies: Pick<Dependencies, 'store'>) {
  return operation<UpdateDocumentationVersionRequest, DocumentationVersion>({
    honours: { ...KEY, patchOperations: true },
    ...access('PATCH', path),
    run({ restApiId = '', documentationVersion, patchOperations }) {
      const before = findVersion(dependencies, restApiId, documentationVersion);
      const rules = [textRule<DocumentationVersionRecord, 'description'>('description')];
      const value = applyPatch(before, patchOperations, rules, listingWording(['/description']));
      dependencies.store.commit.putPart({
        apiId: restApiId,
        kind: 'documentationVersions',
        key: value.version,
        value,
      });
      return describe(value);
    },
  });
}

/** Deletes a version. */
export function deleteDocumentationVersion(dependencies: Pick<Dependencies, 'store'>) {
  return operation<DeleteDocumentationVersionRequest, object>({
    honours: KEY,
    ...access('DELETE', path),
    run({ restApiId = '', documentationVersion }) {
      const { version } = findVersion(dependencies, restApiId, documentationVersion);
      dependencies.store.commit.putPart({ apiId: restApiId, kind: 'documentationVersions', key: version });
      return {};
    },
  });
}
