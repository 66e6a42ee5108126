import { badRequest } from '../../control/errors.ts';
import type { ApiRecord, ModelRecord, Strings } from '../../state/records.ts';

/** Checks a model as a whole; throws AWS's `BadRequestException`. That a JSON schema must be JSON is AWS's, the text is a guess. */
export function checkModel({ name, schema, contentType }: ModelRecord): void {
  if (name === '') throw badRequest('Model name must be non-empty');
  if (!/^[A-Za-z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
  if (!schema) throw badRequest('Model schema must have at least 1 property or array items defined');
  if (!contentType.includes('json')) return;
  try {
    JSON.parse(schema);
  } catch {
    throw badRequest(
      'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]',
    );
  }
}

/** Checks that a method's models exist; throws AWS's `BadRequestException`. */
export function checkModels({ models }: Pick<ApiRecord, 'models'>, named: Strings | undefined): void {
  for (const model of Object.values(named ?? {})) {
    if (!models.has(model)) throw badRequest(`Invalid model identifier specified: ${model}`);
  }
}
