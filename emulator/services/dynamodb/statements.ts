import type { Operation } from '../../edge/operation.ts';
import { resourceTagKeys } from '../../edge/with-resource-tags.ts';
import type { ItemOperation, StatementEngine } from './partiql/statement-engine.ts';
import type { Tables } from './tables.ts';

/** What statements of PartiQL are carried out on: the service's own operations on items, and its tables. */
export function statementEngine(
  { records }: Pick<Tables, 'records'>,
  operations: Readonly<Record<ItemOperation, Operation<object, object>>>,
): StatementEngine {
  return {
    operations,
    table(name) {
      const table = records.get(name)?.description;
      const ready = table && table.TableStatus !== 'CREATING' && table.TableStatus !== 'DELETING';
      return ready ? table : undefined;
    },
    tagKeys: (name) => resourceTagKeys(records.get(name)?.tags),
  };
}
