import { isObject, type Json, objectOf, textOf } from '../../../execute-api/definition/read-definition.ts';
import type { ModelRecord } from '../../state/records.ts';

/** Where schemas are, in either format. */
function schemasOf(document: Json): Json {
  return document['swagger']
    ? objectOf(document['definitions'])
    : objectOf(objectOf(document['components'])['schemas']);
}

/** The models of a definition's schemas; references among them become URLs of the API's models, as on AWS. */
export function modelsOf(document: Json, apiId: string, newId: () => string): ModelRecord[] {
  return Object.entries(schemasOf(document)).map(([name, schema]) => {
    const description = textOf(objectOf(schema)['description']);
    return {
      id: newId(),
      name,
      ...(description !== undefined && { description }),
      contentType: 'application/json',
      schema: JSON.stringify(withUrls(schema, apiId)),
    };
  });
}

/** A schema with its references as URLs. */
export function withUrls(schema: unknown, apiId: string): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withUrls(item, apiId));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== 'example' && !key.startsWith('x-'))
      .map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string'
          ? `https://apigateway.amazonaws.com/restapis/${apiId}/models/${nameOf(value)}`
          : withUrls(value, apiId),
      ]),
  );
}

/** The name at the end of a reference to a schema. */
export function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? '';
}
