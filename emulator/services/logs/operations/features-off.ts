import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';

/** Reads about unsupported resources: there are none. */
export function featuresOff(): Record<string, Operation<object, object>> {
  const empty = (member: string, ...honoured: string[]) =>
    operation<object, object>({
      honours: Object.fromEntries(
        ['nextToken', 'limit', 'maxResults', ...honoured].map((name) => [name, true]),
      ),
      run: () => ({ [member]: [] }),
    });
  return {
    DescribeDestinations: empty('destinations', 'DestinationNamePrefix'),
    DescribeDeliveries: empty('deliveries'),
    DescribeDeliveryDestinations: empty('deliveryDestinations'),
    DescribeDeliverySources: empty('deliverySources'),
    DescribeExportTasks: empty('exportTasks', 'taskId', 'statusCode'),
    DescribeQueries: empty('queries', 'logGroupName', 'status', 'queryLanguage'),
    DescribeQueryDefinitions: empty('queryDefinitions', 'queryDefinitionNamePrefix', 'queryLanguage'),
    GetDeliveryDestination: notThere('Delivery Destination'),
    DeleteDeliveryDestination: notThere('Delivery Destination'),
    GetDeliverySource: notThere('Delivery Source'),
    DeleteDeliverySource: notThere('Delivery Source'),
  };
}

function notThere(kind: string): Operation<object, object> {
  return operation<{ name?: string }, object>({
    honours: { name: true },
    run() {
      throw new AwsError('ResourceNotFoundException', `Requested ${kind} does not exist in this account.`);
    },
  });
}
