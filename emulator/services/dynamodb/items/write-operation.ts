import type { Operation } from '../../../edge/operation.ts';
import { checked } from '../rules/checked.ts';
import { honouredBy } from '../rules/honoured-by.ts';
import type { Structure } from '../rules/shape.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { consumedCapacity, writeUnits } from './consumed-capacity.ts';
import { itemCollectionMetrics } from './item-collection.ts';
import type { ParsedWrite } from './parsed-write.ts';
import type { WriteRequest } from './request.ts';
import { writeItem } from './write-item.ts';

/** An operation that writes one item: how its parameters look, and how they are read. */
export function writeOperation<Request extends WriteRequest>(
  tables: Tables,
  shape: Structure,
  parse: (request: Request) => ParsedWrite,
): Operation<object, object> {
  return {
    honours: honouredBy(shape),
    resource: resourcesOf,
    async run(input) {
      const request = checked<Request>(shape, input);
      const write = parse(request);
      const { change, indexes, shown } = await writeItem(tables, write);
      const { table, before, after } = change;
      const { TableName, ReturnConsumedCapacity, ReturnItemCollectionMetrics } = request;
      const capacity = consumedCapacity(
        ReturnConsumedCapacity,
        TableName,
        writeUnits(before, after, indexes),
      );
      const metrics = await itemCollectionMetrics(
        tables.level,
        ReturnItemCollectionMetrics,
        table,
        write.keyed,
      );
      return {
        ...(shown && { Attributes: shown }),
        ...(capacity && { ConsumedCapacity: capacity }),
        ...(metrics && { ItemCollectionMetrics: metrics }),
      };
    },
  };
}
