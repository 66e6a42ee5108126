import type {
  DeleteMethodResponseRequest,
  GetMethodResponseRequest,
  MethodResponse,
  PutMethodResponseRequest,
  UpdateMethodResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { changeMethod } from '../../control/change-method.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, conflict, notFound } from '../../control/errors.ts';
import { findApi, findMethod, type MethodKey } from '../../control/lookup.ts';
import { applyPatch, type PatchRule, plainWording, without } from '../../control/patch.ts';
import type { MethodRecord, MethodResponseRecord } from '../../state/records.ts';
import { checkModels } from '../model/model-rules.ts';
import { describeMethodResponse } from './describe-method.ts';
import { methodPath } from './get-method.ts';

type Key = MethodKey & { statusCode?: string };
const path = (key: Key) => `${methodPath(key)}/responses/${key.statusCode}`;
const KEY = { restApiId: true, resourceId: true, httpMethod: true, statusCode: true } as const;

function findResponse(method: MethodRecord, statusCode = ''): MethodResponseRecord {
  const response = method.responses[statusCode];
  if (!response) throw notFound('Invalid Response status code specified');
  return response;
}

/** Declares the headers and models of an answer with this status. */
export function putMethodResponse(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<PutMethodResponseRequest, MethodResponse>({
    honours: { ...KEY, responseParameters: true, responseModels: true },
    ...access('PUT', path),
    run(input) {
      const { statusCode = '', responseParameters, responseModels } = input;
      const { resource, method } = findMethod(dependencies, input);
      if (method.responses[statusCode]) throw conflict('Response already exists for this resource');
      checkParameters(responseParameters);
      checkModels(findApi(dependencies, input.restApiId), responseModels);
      const response = { statusCode, responseParameters, responseModels };
      const responses = { ...method.responses, [statusCode]: response };
      changeMethod(dependencies, input.restApiId, resource, { ...method, responses });
      return describeMethodResponse(response);
    },
  });
}

/** One response of a method. */
export function getMethodResponse(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetMethodResponseRequest, MethodResponse>({
    honours: KEY,
    ...access('GET', path),
    run(input) {
      const { method } = findMethod(dependencies, input);
      return describeMethodResponse(findResponse(method, input.statusCode));
    },
  });
}

/** Removes a response of a method. */
export function deleteMethodResponse(dependencies: Pick<Dependencies, 'store'>) {
  return operation<DeleteMethodResponseRequest, object>({
    honours: KEY,
    ...access('DELETE', path),
    run(input) {
      const { resource, method } = findMethod(dependencies, input);
      const { statusCode } = findResponse(method, input.statusCode);
      const { [statusCode]: _removed, ...responses } = method.responses;
      changeMethod(dependencies, input.restApiId, resource, { ...method, responses });
      return {};
    },
  });
}

const rules: readonly PatchRule<MethodResponseRecord>[] = [
  {
    path: '/responseParameters/{key}',
    ops: ['add', 'remove', 'replace'],
    apply(response, { op, key, value }) {
      const all = response.responseParameters;
      if (op !== 'add' && all?.[key] === undefined) throw notFound('Invalid parameter name specified');
      const responseParameters = op === 'remove' ? without(all, key) : { ...all, [key]: value === 'true' };
      return { ...response, responseParameters };
    },
  },
  {
    path: '/responseModels/{key}',
    ops: ['add', 'remove', 'replace'],
    apply(response, { op, key, value }) {
      const all = response.responseModels;
      if (op !== 'add' && all?.[key] === undefined) throw notFound('Content-Type specified was not found');
      return { ...response, responseModels: op === 'remove' ? without(all, key) : { ...all, [key]: value } };
    },
  },
];

/** Changes a response of a method. */
export function updateMethodResponse(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<UpdateMethodResponseRequest, MethodResponse>({
    honours: { ...KEY, patchOperations: true },
    ...access('PATCH', path),
    run(input) {
      const { resource, method } = findMethod(dependencies, input);
      const before = findResponse(method, input.statusCode);
      const response = applyPatch(before, input.patchOperations, rules, plainWording);
      checkParameters(response.responseParameters);
      checkModels(findApi(dependencies, input.restApiId), response.responseModels);
      const responses = { ...method.responses, [response.statusCode]: response };
      changeMethod(dependencies, input.restApiId, resource, { ...method, responses });
      return describeMethodResponse(response);
    },
  });
}

function checkParameters(parameters: Readonly<Record<string, boolean>> | undefined): void {
  for (const key of Object.keys(parameters ?? {})) {
    if (!/^method\.response\.header\.[\w!#$%&'*+.^`|~-]+$/.test(key))
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${key}]`,
      );
  }
}
