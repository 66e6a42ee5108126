import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import type { Clock } from '../../../store/clock.ts';
import type { Random } from '../../../store/random.ts';
import { checkDefinition } from '../definitions/check-definition.ts';
import { descriptionOf, type NamedDefinition } from '../definitions/description-of.ts';
import { checked } from '../rules/checked.ts';
import { createTableShape } from '../rules/table-shapes.ts';
import { refuseBrokenWish, type StreamWish, withStream } from '../streams/stream-specification.ts';
import { resourcesOf, tableArn } from '../table-arns.ts';
import type { Table } from '../table-description.ts';
import type { Tables } from '../tables.ts';
import { type Tag, tagsAfter } from './tags.ts';

interface Request extends NamedDefinition {
  readonly StreamSpecification?: StreamWish;
  readonly Tags?: readonly Tag[];
}

const INDEX = { IndexName: true, KeySchema: true, Projection: true } as const;
const GLOBAL = { ...INDEX, OnDemandThroughput: true, ProvisionedThroughput: true } as const;

/** CreateTable: answers CREATING; the table becomes ACTIVE after the configured time. Tags need the permission to tag as well. */
export function createTable(
  tables: Tables,
  { clock, random }: { clock: Pick<Clock, 'now'>; random: Pick<Random, 'uuid'> },
): Operation<object, object> {
  return {
    honours: {
      AttributeDefinitions: true,
      BillingMode: true,
      DeletionProtectionEnabled: true,
      GlobalSecondaryIndexes: GLOBAL,
      KeySchema: true,
      LocalSecondaryIndexes: INDEX,
      OnDemandThroughput: true,
      ProvisionedThroughput: true,
      SSESpecification: { Enabled: [false] },
      StreamSpecification: true,
      TableClass: ['STANDARD'],
      TableName: true,
      Tags: true,
    } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input, call) {
      const request = checked<Request>(createTableShape, input);
      checkDefinition(request);
      if (request.Tags?.length) call.authorize('dynamodb:TagResource', String(resourcesOf(input, call)));
      const tags = tagsAfter({}, request.Tags ?? []);
      if (tables.records.get(request.TableName))
        throw new AwsError('ResourceInUseException', `Table already exists: ${request.TableName}`);
      const arn = tableArn(call, request.TableName);
      refuseBrokenWish(request.StreamSpecification);
      const now = clock.now();
      const made = descriptionOf(request, { arn, id: random.uuid(), seconds: now / 1000 });
      const description = await withStream(tables, made, request.StreamSpecification, now);
      return { TableDescription: fresh(await tables.states.enter({ description, tags }, 'CREATING')) };
    },
  };
}

/** A table as CreateTable answers with it: since when it is billed by request is told later. */
function fresh({ BillingModeSummary, ...table }: Table): Table {
  return {
    ...table,
    ...(BillingModeSummary && { BillingModeSummary: { BillingMode: BillingModeSummary.BillingMode } }),
  };
}
