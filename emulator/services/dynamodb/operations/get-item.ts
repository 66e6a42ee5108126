import type { Operation } from '../../../edge/operation.ts';
import { consumedCapacity, itemReadUnits } from '../items/consumed-capacity.ts';
import { parseGet } from '../items/parsed-get.ts';
import type { GetRequest } from '../items/request.ts';
import { checked } from '../rules/checked.ts';
import { honouredBy } from '../rules/honoured-by.ts';
import { getItemShape } from '../rules/item-shapes.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';

/** GetItem: the item with a key, as it is now. A missing one is no error. */
export function getItem(tables: Tables): Operation<object, object> {
  return {
    honours: honouredBy(getItemShape),
    resource: resourcesOf,
    async run(input) {
      const request = checked<GetRequest>(getItemShape, input);
      const get = parseGet(request);
      const table = tables.shape(get.table);
      const place = get.place(table);
      const refusal = tables.throughput.refusal(table, 'read');
      if (refusal) throw refusal;
      const found = tables.items.peek(place) ?? (await tables.items.read(place));
      const { TableName, ReturnConsumedCapacity, ConsistentRead } = request;
      const units = { table: itemReadUnits(found, ConsistentRead) };
      tables.throughput.spend(table, 'read', units);
      const capacity = consumedCapacity(ReturnConsumedCapacity, TableName, units);
      return { ...(found && { Item: get.shown(found) }), ...(capacity && { ConsumedCapacity: capacity }) };
    },
  };
}
