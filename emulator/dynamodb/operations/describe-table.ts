import type { Operation } from '../../edge/operation.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { honouredBy } from './forward.ts';

/** DescribeTable: dynalite's, which always says whether the table is protected against deletion, as AWS does. */
export function describeTable(tables: Pick<Tables, 'run'>): Operation<object, object> {
  return {
    honours: honouredBy('DescribeTable'),
    resource: resourcesOf,
    async run(input) {
      const { Table } = await tables.run('DescribeTable', input);
      return { Table: { DeletionProtectionEnabled: false, ...(Table as object) } };
    },
  };
}
