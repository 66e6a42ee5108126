import type { UpdateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../edge/operation.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { setDeletionProtection } from './deletion-protection.ts';
import { honouredBy } from './forward.ts';

/** UpdateTable: dynalite's, and deletion protection. */
export function updateTable(tables: Tables): Operation<object, object> {
  return {
    honours: { ...honouredBy('UpdateTable'), DeletionProtectionEnabled: true },
    resource: resourcesOf,
    async run(input) {
      const { DeletionProtectionEnabled, ...rest } = input as UpdateTableCommandInput;
      if (DeletionProtectionEnabled === undefined) return tables.run('UpdateTable', input);
      const { TableName = '', ...others } = rest;
      const table = await setDeletionProtection(tables, TableName, DeletionProtectionEnabled);
      return Object.keys(others).length > 0 ? tables.run('UpdateTable', rest) : { TableDescription: table };
    },
  };
}
