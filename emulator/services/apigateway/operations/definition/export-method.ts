import type {
  AuthorizerRecord,
  IntegrationRecord,
  MethodRecord,
  MethodResponseRecord,
  ValidatorRecord,
} from '../../state/records.ts';

/** What an export adds to the plain document, and its format. */
export interface ExportForm {
  readonly isSwagger: boolean;
  readonly integrations: boolean;
  readonly authorizers: boolean;
  readonly others: boolean;
  readonly authorizerRecords: ReadonlyMap<string, AuthorizerRecord>;
  readonly validatorRecords: ReadonlyMap<string, ValidatorRecord>;
}

const PLACES: Readonly<Record<string, string>> = { path: 'path', querystring: 'query', header: 'header' };

/** One operation of an exported document, as AWS writes it (recorded on AWS). */
export function exportMethod(method: MethodRecord, form: ExportForm): object {
  const { integration, requestModels = {}, responses } = method;
  const parameters = Object.entries(method.requestParameters ?? {}).map(([key, required]) => {
    const [, place = '', name] = /^method\.request\.(\w+)\.(.+)$/.exec(key) ?? [];
    const type = form.isSwagger ? { type: 'string' } : { schema: { type: 'string' } };
    return { name, in: PLACES[place] ?? place, required, ...type };
  });
  const body = Object.values(requestModels)[0];
  const bodies =
    form.isSwagger && body
      ? [{ in: 'body', name: body, required: true, schema: { $ref: `#/definitions/${body}` } }]
      : [];
  const all = [...parameters, ...bodies];
  return {
    ...(method.operationName !== undefined && { operationId: method.operationName }),
    ...(form.isSwagger && mediaTypes(method)),
    ...(all.length > 0 && { parameters: all }),
    ...(!form.isSwagger && body && { requestBody: { content: contentOf(requestModels), required: true } }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [status, exportResponse(response, form)]),
    ),
    ...securityOf(method, form),
    ...validatorOf(method, form),
    ...(form.integrations &&
      integration && { 'x-amazon-apigateway-integration': exportIntegration(integration) }),
  };
}

function mediaTypes({ requestModels, responses, integration }: MethodRecord): object {
  const consumes = new Set([
    ...Object.keys(requestModels ?? {}),
    ...Object.keys(integration?.requestTemplates ?? {}),
  ]);
  const produces = new Set([
    ...Object.values(responses).flatMap(({ responseModels }) => Object.keys(responseModels ?? {})),
    ...Object.values(integration?.responses ?? {}).flatMap(({ responseTemplates }) =>
      Object.keys(responseTemplates ?? {}),
    ),
  ]);
  return {
    ...(consumes.size > 0 && { consumes: [...consumes] }),
    ...(produces.size > 0 && { produces: [...produces] }),
  };
}

function contentOf(models: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(models).map(([type, model]) => [
      type,
      { schema: { $ref: `#/components/schemas/${model}` } },
    ]),
  );
}

function exportResponse(response: MethodResponseRecord, { isSwagger }: ExportForm): object {
  const { statusCode, responseParameters = {}, responseModels = {} } = response;
  const headers = Object.keys(responseParameters).map((key) => [
    key.slice('method.response.header.'.length),
    isSwagger ? { type: 'string' } : { schema: { type: 'string' } },
  ]);
  const model = Object.values(responseModels)[0];
  return {
    description: `${statusCode} response`,
    ...(isSwagger && model && { schema: { $ref: `#/definitions/${model}` } }),
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(!isSwagger && { content: contentOf(responseModels) }),
  };
}

function validatorOf({ requestValidatorId = '' }: MethodRecord, form: ExportForm): object {
  const validator = form.others ? form.validatorRecords.get(requestValidatorId) : undefined;
  return validator ? { 'x-amazon-apigateway-request-validator': validator.name ?? validator.id } : {};
}

function securityOf(method: MethodRecord, { authorizerRecords }: ExportForm): object {
  const authorizer = authorizerRecords.get(method.authorizerId ?? '');
  const security = [
    ...(method.authorizationType === 'AWS_IAM' ? [{ sigv4: [] }] : []),
    ...(authorizer ? [{ [authorizer.name]: [...(method.authorizationScopes ?? [])] }] : []),
    ...(method.apiKeyRequired ? [{ api_key: [] }] : []),
  ];
  return security.length > 0 ? { security } : {};
}

function exportIntegration(integration: IntegrationRecord): object {
  const {
    type,
    httpMethod,
    uri,
    credentials,
    responses,
    requestParameters,
    requestTemplates,
    contentHandling,
  } = integration;
  const shown = Object.values(responses).map(({ selectionPattern, ...response }) => [
    selectionPattern || 'default',
    response,
  ]);
  return {
    type: type.toLowerCase(),
    ...(httpMethod !== undefined && { httpMethod }),
    ...(uri !== undefined && { uri }),
    ...(credentials !== undefined && { credentials }),
    ...(shown.length > 0 && { responses: Object.fromEntries(shown) }),
    ...(requestParameters && { requestParameters }),
    ...(requestTemplates && { requestTemplates }),
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    ...(contentHandling !== undefined && { contentHandling }),
    // Defaults are not written.
    ...(integration.timeoutInMillis !== 29_000 && { timeoutInMillis: integration.timeoutInMillis }),
  };
}
