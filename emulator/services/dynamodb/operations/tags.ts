import { AwsError } from '../../../edge/aws-error.ts';
import type { Call, Operation } from '../../../edge/operation.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { checked } from '../rules/checked.ts';
import { listTagsOfResourceShape, tagResourceShape, untagResourceShape } from '../rules/table-shapes.ts';
import type { TableRecord } from '../storage/table-records.ts';
import { accessDenied, resourcesOf, tableArn } from '../table-arns.ts';
import type { Tables } from '../tables.ts';

export interface Tag {
  Key: string;
  Value: string;
}

/** How many tags a table can have (Developer Guide, "Tagging restrictions in DynamoDB"). */
const MAX_TAGS = 50;

/** TagResource: adds tags, and changes existing ones. */
export function tagResource(tables: Tables): Operation<object, object> {
  return {
    honours: { ResourceArn: true, Tags: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input, call) {
      const { ResourceArn, Tags } = checked<{ ResourceArn?: string; Tags?: readonly Tag[] }>(
        tagResourceShape,
        input,
      );
      const arn = arnOf(ResourceArn);
      if (!Tags) throw missing('tags');
      refuseMalformed(arn);
      if (Tags.length === 0) throw invalid('Atleast one Tag needs to be provided as Input.');
      const record = tagged(tables, arn, call, 'TagResource');
      await tables.records.save({ ...record, tags: tagsAfter(record.tags, Tags) });
      return NOTHING;
    },
  };
}

/** UntagResource: removes tags; missing ones are no error. */
export function untagResource(tables: Tables): Operation<object, object> {
  return {
    honours: { ResourceArn: true, TagKeys: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input, call) {
      const { ResourceArn, TagKeys } = checked<{ ResourceArn?: string; TagKeys?: readonly string[] }>(
        untagResourceShape,
        input,
      );
      const arn = arnOf(ResourceArn);
      refuseForeign(arn, call, 'UntagResource');
      if (!TagKeys) throw missing('tagKeys');
      refuseMalformed(arn);
      if (TagKeys.length === 0) throw invalid('Atleast one Tag Key needs to be provided as Input.');
      const record = tagged(tables, arn, call, 'UntagResource', 'Requested resource not found');
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
      const { ResourceArn } = checked<{ ResourceArn?: string }>(listTagsOfResourceShape, input);
      const arn = arnOf(ResourceArn);
      refuseForeign(arn, call, 'ListTagsOfResource');
      refuseMalformed(arn);
      const { tags } = tagged(tables, arn, call, 'ListTagsOfResource');
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

function arnOf(arn: string | undefined): string {
  if (arn === undefined) throw invalid('Invalid TableArn');
  return arn;
}

function missing(member: string): AwsError {
  return invalid(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

function refuseMalformed(arn: string): void {
  if (!/^arn:aws:dynamodb:[^:]+:\d+:table\/[^/]{3,}$/.test(arn))
    throw invalid(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
}

/** Nobody has permission on an impossible ARN. */
function refuseForeign(arn: string, call: Pick<Call, 'accountId' | 'principal'>, operation: string): void {
  if (!/^.+:.+:.+:.+:.+:.+\/.+$/.test(arn)) throw accessDenied(arn, call, operation);
}

/** A table by its ARN; `unknown` is AWS's text for a missing one. Other accounts' and regions' tables are off limits. */
function tagged(
  { records }: Pick<Tables, 'records'>,
  arn: string,
  call: Pick<Call, 'accountId' | 'region' | 'principal'>,
  operation: string,
  unknown = `Requested resource not found: ResourcArn: ${arn} not found`,
): TableRecord {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  if (arn !== tableArn(call, name)) throw accessDenied(arn, call, operation);
  const record = records.get(name);
  if (record) return record;
  throw new AwsError('ResourceNotFoundException', unknown);
}

/** The tagging calls answer without a body. */
const NOTHING = {};
