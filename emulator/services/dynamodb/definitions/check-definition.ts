import { invalid } from '../expressions/invalid-expression.ts';
import { refuseOutOfBounds } from '../operations/throughput.ts';
import { checkOnDemand } from '../throughput/check-on-demand.ts';

import { checkGlobal, checkKeys, checkLocal } from './check-indexes.ts';
import type { Definition } from './definition.ts';

const INVALID = 'One or more parameter values were invalid:';

/** Rejects a definition whose parts do not fit together. Throws AwsError `ValidationException` for the first error in AWS's order. */
export function checkDefinition(definition: Definition): void {
  checkBilling(definition);
  const { KeySchema, AttributeDefinitions, LocalSecondaryIndexes, GlobalSecondaryIndexes } = definition;
  if (KeySchema.length > AttributeDefinitions.length)
    throw invalid('Invalid KeySchema: Some index key attribute have no definition');
  checkKeys(KeySchema, AttributeDefinitions, false);
  if (!LocalSecondaryIndexes && !GlobalSecondaryIndexes && KeySchema.length !== AttributeDefinitions.length)
    throw invalid(
      `${INVALID} Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
    );
  const names = new Set<string>();
  if (LocalSecondaryIndexes) checkLocal(definition, LocalSecondaryIndexes, names);
  if (GlobalSecondaryIndexes) checkGlobal(definition, GlobalSecondaryIndexes, names);
  refuseUnused(definition);
}

function checkBilling({ BillingMode, ProvisionedThroughput, OnDemandThroughput: given }: Definition): void {
  checkOnDemand({ given, provisioned: BillingMode !== 'PAY_PER_REQUEST', mayClear: false });
  if (BillingMode === 'PAY_PER_REQUEST') {
    if (ProvisionedThroughput)
      throw invalid(
        `${INVALID} Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
      );
    return;
  }
  if (!ProvisionedThroughput)
    throw invalid(
      `${INVALID} ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
    );
  refuseOutOfBounds(ProvisionedThroughput);
}

function refuseUnused(definition: Definition): void {
  const { AttributeDefinitions, LocalSecondaryIndexes = [], GlobalSecondaryIndexes = [] } = definition;
  const schemas = [definition, ...LocalSecondaryIndexes, ...GlobalSecondaryIndexes];
  const used = new Set(
    schemas.flatMap(({ KeySchema }) => KeySchema.map(({ AttributeName }) => AttributeName)),
  );
  const defined = AttributeDefinitions.map(({ AttributeName }) => AttributeName);
  if (defined.some((name) => !used.has(name)))
    throw invalid(
      `${INVALID} Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(', ')}], keys used: [${[...used].join(', ')}]`,
    );
}
