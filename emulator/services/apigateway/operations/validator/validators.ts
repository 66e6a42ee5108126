import type {
  CreateRequestValidatorRequest,
  DeleteRequestValidatorRequest,
  GetRequestValidatorRequest,
  GetRequestValidatorsRequest,
  RequestValidator,
  RequestValidators,
  UpdateRequestValidatorRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { newPartId } from '../../../execute-api/ids.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, notFound } from '../../control/errors.ts';
import { findApi } from '../../control/lookup.ts';
import { page } from '../../control/paging.ts';
import { applyPatch, listingWording, type PatchRule } from '../../control/patch.ts';
import type { ValidatorRecord } from '../../state/records.ts';

const all = ({ restApiId }: { restApiId?: string }) => `/restapis/${restApiId}/requestvalidators`;
const path = (input: { restApiId?: string; requestValidatorId?: string }) =>
  `${all(input)}/${input.requestValidatorId}`;
const KEY = { restApiId: true, requestValidatorId: true } as const;
const MISSING = 'Invalid Request Validator identifier specified';

function findValidator({ store }: Pick<Dependencies, 'store'>, apiId = '', id = ''): ValidatorRecord {
  const validator = store.state.apis.get(apiId)?.validators.get(id);
  if (!validator) throw notFound(MISSING);
  return validator;
}

/** Creates a request validator: what to check of a request. */
export function createRequestValidator({ store, random }: Pick<Dependencies, 'store' | 'random'>) {
  return operation<CreateRequestValidatorRequest, RequestValidator>({
    honours: { restApiId: true, name: true, validateRequestBody: true, validateRequestParameters: true },
    ...access('POST', all),
    run({ restApiId = '', name, validateRequestBody = false, validateRequestParameters = false }) {
      // AWS answers 400 here, and not 404.
      if (!store.state.apis.has(restApiId)) throw badRequest('Invalid REST API identifier specified');
      const id = newPartId(random);
      const value = {
        id,
        ...(name !== undefined && { name }),
        validateRequestBody,
        validateRequestParameters,
      };
      store.commit.putPart({ apiId: restApiId, kind: 'validators', key: id, value });
      return value;
    },
  });
}

/** One request validator. */
export function getRequestValidator(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetRequestValidatorRequest, RequestValidator>({
    honours: KEY,
    ...access('GET', path),
    run: ({ restApiId, requestValidatorId }) => ({
      ...findValidator(dependencies, restApiId, requestValidatorId),
    }),
  });
}

/** Lists an API's request validators. */
export function getRequestValidators(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetRequestValidatorsRequest, RequestValidators>({
    honours: { restApiId: true, position: true, limit: true },
    ...access('GET', all),
    run(input) {
      const { validators } = findApi(dependencies, input.restApiId);
      const { items, position } = page([...validators.values()], ({ id }) => id, input);
      return { items: items.map((item) => ({ ...item })), position };
    },
  });
}

const rules: readonly PatchRule<ValidatorRecord>[] = [
  {
    path: '/name',
    ops: ['replace'],
    apply(validator, { value }) {
      if (value.trim() === '') throw badRequest('Request Validator name cannot be blank');
      return { ...validator, name: value };
    },
  },
  flag('validateRequestParameters'),
  flag('validateRequestBody'),
];

function flag(name: 'validateRequestParameters' | 'validateRequestBody'): PatchRule<ValidatorRecord> {
  return {
    path: `/${name}`,
    ops: ['replace'],
    apply: (validator, { value }) => ({ ...validator, [name]: value === 'true' }),
  };
}

/** Changes a request validator. */
export function updateRequestValidator(dependencies: Pick<Dependencies, 'store'>) {
  return operation<UpdateRequestValidatorRequest, RequestValidator>({
    honours: { ...KEY, patchOperations: true },
    ...access('PATCH', path),
    run({ restApiId = '', requestValidatorId, patchOperations }) {
      const before = findValidator(dependencies, restApiId, requestValidatorId);
      const wording = listingWording(['/name', '/validateRequestParameters', '/validateRequestBody']);
      const value = applyPatch(before, patchOperations, rules, wording);
      dependencies.store.commit.putPart({ apiId: restApiId, kind: 'validators', key: value.id, value });
      return { ...value };
    },
  });
}

/** Deletes a request validator. */
export function deleteRequestValidator(dependencies: Pick<Dependencies, 'store'>) {
  return operation<DeleteRequestValidatorRequest, object>({
    honours: KEY,
    ...access('DELETE', path),
    run({ restApiId = '', requestValidatorId }) {
      const { id } = findValidator(dependencies, restApiId, requestValidatorId);
      dependencies.store.commit.putPart({ apiId: restApiId, kind: 'validators', key: id });
      return {};
    },
  });
}
