import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { tableRules } from '../dynalite-operations.ts';
import type { TableRecord } from '../storage/table-records.ts';
import { resourcesOf, tableArn } from '../table-arns.ts';
import type { Tables } from '../tables.ts';

export interface Tag {
  Key: string;
  Value: string;
}

/** How many tags a table can have (Developer Guide, "Tagging restrictions in DynamoDB"). */
const MAX_TAGS = 50;

/** The rules of a list of tags, in dynalite's form: the lengths are those of the service model. */
export const tagTypes = {
  type: 'List',
  children: {
    type: 'ValueStruct<Tag>',
    children: {
      Key: { type: 'String', notNull: true, lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 128 },
      Value: { type: 'String', notNull: true, lengthLessThanOrEqual: 256 },
    },
  },
};

const tagRules = { ...tableRules.TagResource, types: { ...tableRules.TagResource.types, Tags: tagTypes } };

/** TagResource: adds tags, and gives those that are there already their new values. */
export function tagResource(tables: Tables): Operation<object, object> {
  return {
    honours: { ResourceArn: true, Tags: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input, call) {
      const { ResourceArn, Tags } = tables.check(tagRules, input) as { ResourceArn: string; Tags: Tag[] };
      const record = tagged(tables, ResourceArn, call);
      await tables.records.save({ ...record, tags: tagsAfter(record.tags, Tags) });
      return NOTHING;
    },
  };
}

/** UntagResource: takes tags away; those that are not there are no error. */
export function untagResource(tables: Tables): Operation<object, object> {
  return {
    honours: { ResourceArn: true, TagKeys: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input, call) {
      const { ResourceArn, TagKeys } = tables.check(tableRules.UntagResource, input) as {
        ResourceArn: string;
        TagKeys: string[];
      };
      const record = tagged(tables, ResourceArn, call);
      const left = Object.entries(record.tags).filter(([key]) => !TagKeys.includes(key));
      await tables.records.save({ ...record, tags: Object.fromEntries(left) });
      return NOTHING;
    },
  };
}

/** ListTagsOfResource: all of them at once, since a table has no more than one page. */
export function listTagsOfResource(tables: Tables): Operation<object, object> {
  return {
    honours: { ResourceArn: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input, call) {
      const { ResourceArn } = tables.check(tableRules.ListTagsOfResource, input);
      const { tags } = tagged(tables, String(ResourceArn), call);
      return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}

/** The tags with others laid over them. Throws AwsError `ValidationException` for too many, and for names that are AWS's own. */
export function tagsAfter(tags: Readonly<Record<string, string>>, added: readonly Tag[]) {
  const all = new Map(Object.entries(tags));
  for (const { Key, Value } of added) {
    if (Key.toLowerCase().startsWith('aws:')) {
      throw new AwsError(
        'ValidationException',
        `One or more parameter values were invalid: Tag key ${Key} is reserved`,
      );
    }
    all.set(Key, Value);
  }
  if (all.size > MAX_TAGS) {
    throw new AwsError(
      'ValidationException',
      `One or more parameter values were invalid: Tags exceed the limit of ${MAX_TAGS}`,
    );
  }
  return Object.fromEntries(all);
}

function tagged(
  { records }: Pick<Tables, 'records'>,
  arn: string,
  call: { region: string; accountId: string },
): TableRecord {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const record = records.get(name);
  if (record && arn === tableArn(call, name)) return record;
  throw new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: ResourcArn: ${arn} not found`,
  );
}

/** The tagging calls answer without a body. */
const NOTHING = {};
