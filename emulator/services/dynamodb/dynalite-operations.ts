import batchGetItem from 'dynalite/actions/batchGetItem.js';
import batchWriteItem from 'dynalite/actions/batchWriteItem.js';
import deleteItem from 'dynalite/actions/deleteItem.js';
import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
import updateItem from 'dynalite/actions/updateItem.js';
import batchGetItemRules from 'dynalite/validations/batchGetItem.js';
import batchWriteItemRules from 'dynalite/validations/batchWriteItem.js';
import createTableRules from 'dynalite/validations/createTable.js';
import deleteItemRules from 'dynalite/validations/deleteItem.js';
import deleteTableRules from 'dynalite/validations/deleteTable.js';
import describeTableRules from 'dynalite/validations/describeTable.js';
import describeTimeToLiveRules from 'dynalite/validations/describeTimeToLive.js';
import getItemRules from 'dynalite/validations/getItem.js';
import listTablesRules from 'dynalite/validations/listTables.js';
import listTagsOfResourceRules from 'dynalite/validations/listTagsOfResource.js';
import putItemRules from 'dynalite/validations/putItem.js';
import queryRules from 'dynalite/validations/query.js';
import scanRules from 'dynalite/validations/scan.js';
import tagResourceRules from 'dynalite/validations/tagResource.js';
import untagResourceRules from 'dynalite/validations/untagResource.js';
import updateItemRules from 'dynalite/validations/updateItem.js';
import updateTableRules from 'dynalite/validations/updateTable.js';
import type { Rules } from './rules.ts';
import { withSoundConditions } from './sound-conditions.ts';

/**
 * The operations on items, which dynalite answers: what each does, and its rules. Named one by one, since dynalite finds them by
 * names that a bundler cannot see.
 */
export const dynaliteOperations = {
  BatchGetItem: { action: batchGetItem, rules: batchGetItemRules },
  BatchWriteItem: { action: batchWriteItem, rules: batchWriteItemRules },
  DeleteItem: { action: deleteItem, rules: withSoundConditions(deleteItemRules) },
  GetItem: { action: getItem, rules: getItemRules },
  PutItem: { action: putItem, rules: withSoundConditions(putItemRules) },
  Query: { action: query, rules: withSoundConditions(queryRules) },
  // DynamoDB knows ConsistentRead for scans, dynalite's rules do not, although its action does.
  Scan: {
    action: scan,
    rules: withSoundConditions({ ...scanRules, types: { ...scanRules.types, ConsistentRead: 'Boolean' } }),
  },
  UpdateItem: { action: updateItem, rules: withSoundConditions(updateItemRules) },
} as const;

export type DynaliteOperation = keyof typeof dynaliteOperations;

/** dynalite's rules for the operations on tables, which the engine answers itself. */
export const tableRules = {
  CreateTable: createTableRules,
  DeleteTable: deleteTableRules,
  DescribeTable: describeTableRules,
  DescribeTimeToLive: describeTimeToLiveRules,
  ListTables: listTablesRules,
  ListTagsOfResource: listTagsOfResourceRules,
  TagResource: tagResourceRules,
  UntagResource: untagResourceRules,
  UpdateTable: updateTableRules,
} as const satisfies Record<string, Rules>;
