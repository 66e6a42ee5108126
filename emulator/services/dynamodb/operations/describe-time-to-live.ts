import type { Operation } from '../../../edge/operation.ts';
import { checked } from '../rules/checked.ts';
import { describeTimeToLiveShape } from '../rules/table-shapes.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { recordOf } from './describe-table.ts';

/** DescribeTimeToLive: the attribute that says when an item expires, where one does. */
export function describeTimeToLive(tables: Tables): Operation<object, object> {
  return {
    honours: { TableName: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input) {
      const { TableName } = checked<{ TableName: string }>(describeTimeToLiveShape, input);
      const { timeToLive } = recordOf(tables, TableName);
      return {
        TimeToLiveDescription: timeToLive
          ? { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive.attribute }
          : { TimeToLiveStatus: 'DISABLED' },
      };
    },
  };
}
