import type { Random } from '../../../../store/random.ts';
import { newPartId } from '../../../execute-api/ids.ts';
import type { ModelRecord } from '../../state/records.ts';

const DRAFT = 'http://json-schema.org/draft-04/schema#';

/** The two models that every API has from the start. */
export function builtInModels(random: Random): ModelRecord[] {
  const contentType = 'application/json';
  const model = (name: string, description: string, schema: object) => ({
    id: newPartId(random),
    name,
    description,
    contentType,
    schema: JSON.stringify({ $schema: DRAFT, title: `${name} Schema`, type: 'object', ...schema }, null, 2),
  });
  return [
    model('Empty', 'This is a default empty schema model', {}),
    model('Error', 'This is a default error schema model', {
      properties: { message: { type: 'string' } },
    }),
  ];
}
