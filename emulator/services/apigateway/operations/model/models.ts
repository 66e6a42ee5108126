import type {
  CreateModelRequest,
  DeleteModelRequest,
  GetModelRequest,
  GetModelsRequest,
  Model,
  Models,
  UpdateModelRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { newPartId } from '../../../execute-api/ids.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { conflict, notFound } from '../../control/errors.ts';
import { findApi } from '../../control/lookup.ts';
import { page } from '../../control/paging.ts';
import { applyPatch, listingWording, type PatchRule, textRule } from '../../control/patch.ts';
import type { ApiRecord, ModelRecord } from '../../state/records.ts';
import { checkModel } from './model-rules.ts';

const all = ({ restApiId }: { restApiId?: string }) => `/restapis/${restApiId}/models`;
const path = (input: { restApiId?: string; modelName?: string }) => `${all(input)}/${input.modelName}`;
const KEY = { restApiId: true, modelName: true } as const;

function findModel({ store }: Pick<Dependencies, 'store'>, apiId = '', name = ''): ModelRecord {
  const model = store.state.apis.get(apiId)?.models.get(name);
  if (!model) throw notFound(`Invalid model name specified: ${name}`);
  return model;
}

/** Creates a model. Throws `ConflictException` for a duplicate name. */
export function createModel(dependencies: Pick<Dependencies, 'store' | 'config' | 'random'>) {
  return operation<CreateModelRequest, Model>({
    honours: { restApiId: true, name: true, description: true, schema: true, contentType: true },
    ...access('POST', all),
    run({ restApiId = '', name = '', description, schema, contentType = '' }) {
      const { models } = findApi(dependencies, restApiId);
      const model: ModelRecord = {
        id: newPartId(dependencies.random),
        name,
        ...(description && { description }),
        contentType,
        ...(schema !== undefined && { schema }),
      };
      checkModel(model);
      if (models.has(name)) throw conflict('Model name already exists for this REST API');
      dependencies.store.commit.putPart({ apiId: restApiId, kind: 'models', key: name, value: model });
      return { ...model };
    },
  });
}

/** One model, unchanged. */
export function getModel(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetModelRequest, Model>({
    honours: { ...KEY, flatten: [false] },
    ...access('GET', path),
    run: ({ restApiId, modelName }) => ({ ...findModel(dependencies, restApiId, modelName) }),
  });
}

/** Lists an API's models. */
export function getModels(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetModelsRequest, Models>({
    honours: { restApiId: true, position: true, limit: true },
    ...access('GET', all),
    run(input) {
      const { models } = findApi(dependencies, input.restApiId);
      const { items, position } = page([...models.values()], ({ name }) => name, input);
      return { items: items.map((model) => ({ ...model })), position };
    },
  });
}

const rules: readonly PatchRule<ModelRecord>[] = [textRule('description'), textRule('schema')];

/** Changes a model's description or schema. */
export function updateModel(dependencies: Pick<Dependencies, 'store'>) {
  return operation<UpdateModelRequest, Model>({
    honours: { ...KEY, patchOperations: true },
    ...access('PATCH', path),
    run({ restApiId = '', modelName, patchOperations }) {
      const before = findModel(dependencies, restApiId, modelName);
      const wording = listingWording(['/description', '/schema']);
      const model = applyPatch(before, patchOperations, rules, wording);
      checkModel(model);
      dependencies.store.commit.putPart({ apiId: restApiId, kind: 'models', key: model.name, value: model });
      return { ...model };
    },
  });
}

/** Deletes a model that no method uses; throws `ConflictException` otherwise. */
export function deleteModel(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<DeleteModelRequest, object>({
    honours: KEY,
    ...access('DELETE', path),
    run({ restApiId = '', modelName }) {
      const { name } = findModel(dependencies, restApiId, modelName);
      const user = userOf(findApi(dependencies, restApiId), name);
      if (user) throw conflict(`Cannot delete model '${name}', is referenced in method ${user}`);
      dependencies.store.commit.putPart({ apiId: restApiId, kind: 'models', key: name });
      return {};
    },
  });
}

/** Where a model is used: `request: /path/METHOD`. For responses the text is a guess. */
function userOf({ resources }: ApiRecord, model: string): string | undefined {
  for (const resource of resources.values()) {
    for (const [name, { requestModels, responses }] of Object.entries(resource.methods)) {
      const place = `${resource.path}/${name}`;
      if (Object.values(requestModels ?? {}).includes(model)) return `request: ${place}`;
      const answers = Object.values(responses).flatMap(({ responseModels }) =>
        Object.values(responseModels ?? {}),
      );
      if (answers.includes(model)) return `response: ${place}`;
    }
  }
  return undefined;
}
