import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../edge/operation.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { honouredBy } from './forward.ts';

/** CreateTable: dynalite's, with tags, deletion protection and AWS's text for a name that is taken. */
export function createTable(tables: Tables): Operation<object, object> {
  return {
    honours: {
      ...honouredBy('CreateTable'),
      Tags: true,
      DeletionProtectionEnabled: true,
      TableClass: ['STANDARD'],
    },
    resource: resourcesOf,
    async run(input, call) {
      const { Tags, DeletionProtectionEnabled = false, TableName = '' } = input as CreateTableCommandInput;
      if (Tags?.length) call.authorize('dynamodb:TagResource', String(resourcesOf(input, call)));
      const data = { ...tables.check('CreateTable', input), DeletionProtectionEnabled };
      const answer = await tables.act('CreateTable', data).catch((error: Error & { code?: string }) => {
        if (error.code === 'ResourceInUseException') error.message = `Table already exists: ${TableName}`;
        throw error;
      });
      const { TableArn } = answer['TableDescription'] as { TableArn: string };
      if (Tags?.length) await tables.run('TagResource', { ResourceArn: TableArn, Tags });
      return answer;
    },
  };
}
