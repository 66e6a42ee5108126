import type { DeleteTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Table } from 'dynalite/db/index.js';
import { AwsError } from '../../edge/aws-error.ts';
import type { Operation } from '../../edge/operation.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { honouredBy } from './forward.ts';

/** DeleteTable: dynalite's, unless the table is protected. */
export function deleteTable(tables: Pick<Tables, 'run'>): Operation<object, object> {
  return {
    honours: honouredBy('DeleteTable'),
    resource: resourcesOf,
    async run(input) {
      const { TableName } = input as DeleteTableCommandInput;
      const { Table } = (await tables.run('DescribeTable', { TableName })) as { Table: Table };
      if (Table.DeletionProtectionEnabled) {
        throw new AwsError(
          'ValidationException',
          'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
        );
      }
      return tables.run('DeleteTable', input);
    },
  };
}
