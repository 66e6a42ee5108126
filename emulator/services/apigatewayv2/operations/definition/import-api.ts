import type { Api, ImportApiRequest, ReimportApiRequest } from '@aws-sdk/client-apigatewayv2';
import { type Call, operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { basePathOf } from '../../../execute-api/definition/base-path.ts';
import {
  type Json,
  objectOf,
  readDefinition,
  textOf,
} from '../../../execute-api/definition/read-definition.ts';
import { newApiId, newPartId } from '../../../execute-api/ids.ts';
import { checkRoleArn } from '../../../execute-api/role-arn.ts';
import { autoDeploy } from '../auto-deploy.ts';
import { checkCors } from '../cors-rules.ts';
import { type Dependencies, findApi } from '../dependencies.ts';
import { corsOf, httpContentsOf } from './http-contents-of.ts';

/** Imports an OpenAPI 3.0 definition as an HTTP API: all of it or, if anything in it is refused, nothing. */
export function importApi(dependencies: Dependencies) {
  const { random, clock, config } = dependencies;
  return operation<ImportApiRequest, Api>({
    honours: { Body: true, Basepath: true, FailOnWarnings: true },
    ...access('PUT', () => '/apis'),
    async run({ Body, Basepath }, call) {
      const ApiId = newApiId(random);
      return keep(dependencies, call, await readDefinition(Buffer.from(Body ?? '')), Basepath, {
        ApiId,
        Name: '',
        ProtocolType: 'HTTP',
        ApiEndpoint: `https://${ApiId}.execute-api.${config.region}.amazonaws.com`,
        ApiKeySelectionExpression: '$request.header.x-api-key',
        CreatedDate: new Date(clock.now()),
        DisableExecuteApiEndpoint: false,
        IpAddressType: 'ipv4',
        RouteSelectionExpression: '$request.method $request.path',
        Tags: {},
      });
    },
  });
}

/** Replaces an HTTP API's content by a definition's; its stages with auto-deploy serve it at once. */
export function reimportApi(dependencies: Dependencies) {
  return operation<ReimportApiRequest, Api>({
    honours: { ApiId: true, Body: true, Basepath: true, FailOnWarnings: true },
    ...access('PUT', ({ ApiId }) => `/apis/${ApiId}`),
    async run({ ApiId = '', Body, Basepath }, call) {
      findApi(dependencies, ApiId);
      const document = await readDefinition(Buffer.from(Body ?? ''));
      // It may have changed, or gone, while the definition was read.
      const { api } = findApi(dependencies, ApiId);
      return keep(dependencies, call, document, Basepath, { ...api, CorsConfiguration: undefined });
    },
  });
}

function keep(
  dependencies: Dependencies,
  call: Call,
  document: Json,
  basepath: string | undefined,
  before: Api,
): Api {
  const { store, random } = dependencies;
  const contents = httpContentsOf(document, basePathOf(document, basepath), () => newPartId(random));
  for (const { CredentialsArn } of contents.integrations.values()) checkRoleArn(CredentialsArn, call);
  for (const { AuthorizerCredentialsArn } of contents.authorizers.values())
    checkRoleArn(AuthorizerCredentialsArn, call);
  const info = objectOf(document['info']);
  const cors = corsOf(document);
  checkCors(cors);
  const api: Api = {
    ...before,
    Name: textOf(info['title']) ?? before.Name,
    Description: textOf(info['description']),
    Version: textOf(info['version']),
    ...(cors && { CorsConfiguration: cors }),
  };
  store.commit.putDefinition({ api, ...contents });
  autoDeploy(dependencies, api.ApiId ?? '');
  return api;
}
