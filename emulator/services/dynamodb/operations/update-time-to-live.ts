import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { checked } from '../rules/checked.ts';
import { updateTimeToLiveShape } from '../rules/table-shapes.ts';
import { prefixes, rangeOf } from '../storage/level.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { recordOf } from './describe-table.ts';

interface Request {
  readonly TableName: string;
  readonly TimeToLiveSpecification: { readonly Enabled: boolean; readonly AttributeName: string };
}

/**
 * UpdateTimeToLive: sets the attribute with the second at which an item expires, or none. It applies at once, where AWS takes up to an
 * hour. Throws AwsError `ValidationException` if nothing would change.
 */
export function updateTimeToLive(tables: Tables): Operation<object, object> {
  return {
    honours: { TableName: true, TimeToLiveSpecification: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input) {
      const { TableName, TimeToLiveSpecification } = checked<Request>(updateTimeToLiveShape, input);
      const { Enabled, AttributeName: attribute } = TimeToLiveSpecification;
      const record = recordOf(tables, TableName);
      const { description, timeToLive: before, ...rest } = record;
      if (description.TableStatus !== 'ACTIVE')
        throw new AwsError(
          'ResourceInUseException',
          `Attempt to change a resource which is still in use: Table is not active: ${TableName}`,
        );
      if (!Enabled && !before) throw invalid('TimeToLive is already disabled');
      if (before && before.attribute !== attribute)
        throw invalid(
          `TimeToLive is active on a different AttributeName: current AttributeName is ${before.attribute}`,
        );
      if (Enabled && before) throw invalid('TimeToLive is already enabled');
      if (Enabled) {
        const timeToLive = { attribute };
        await tables.records.save({ ...record, timeToLive });
        await tables.expiry.fill({ ...record, timeToLive });
      } else {
        await tables.records.save({ ...rest, description });
        await tables.level.clear(rangeOf(prefixes.expiries(description.TableId)));
      }
      return { TimeToLiveSpecification };
    },
  };
}
