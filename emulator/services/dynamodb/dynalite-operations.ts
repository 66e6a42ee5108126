import batchWriteItem from 'dynalite/actions/batchWriteItem.js';
import getItem from 'dynalite/actions/getItem.js';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
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
import { batchGetItem } from './items/batch-get-item.ts';
import { filtered } from './items/filtered.ts';
import { deleteItem, putItem, updateItem } from './items/write-actions.ts';
import type { Rules } from './rules.ts';

/**
 * The operations on items: what each does, here or in dynalite, and its rules. Named one by one, since dynalite finds them by
 * names that a bundler cannot see.
 */
export const dynaliteOperations = {
  BatchGetItem: { action: batchGetItem, rules: batchGetItemRules },
  BatchWriteItem: { action: batchWriteItem, rules: batchWriteItemRules },
  DeleteItem: { action: deleteItem, rules: deleteItemRules },
  GetItem: { action: getItem, rules: getItemRules },
  PutItem: { action: putItem, rules: putItemRules },
  Query: { action: filtered(query), rules: queryRules },
  // DynamoDB knows ConsistentRead for scans, dynalite's rules do not, although its action does.
  Scan: {
    action: filtered(scan),
    rules: { ...scanRules, types: { ...scanRules.types, ConsistentRead: 'Boolean' } },
  },
  UpdateItem: { action: updateItem, rules: updateItemRules },
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
