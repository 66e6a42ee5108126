import { invalid } from '../expressions/invalid-expression.ts';
import type { AttributeDefinition, Index, KeyElement } from '../table-description.ts';
import { checkOnDemand } from '../throughput/check-on-demand.ts';
import type { Definition } from './definition.ts';

const INVALID = 'One or more parameter values were invalid:';

/** The most indexes of each kind, and attributes of each kind in the key of a global one (Developer Guide, "Quotas"). */
const [MAX_LOCAL, MAX_GLOBAL, MAX_PARTS] = [5, 20, 4];

/** Rejects invalid keys; `several` attributes of each kind are for global indexes. Throws AwsError `ValidationException`. */
export function checkKeys(
  schema: readonly KeyElement[],
  definitions: readonly AttributeDefinition[],
  several: boolean,
): void {
  const keys = schema.map(({ AttributeName }) => AttributeName);
  const defined = definitions.map(({ AttributeName }) => AttributeName);
  if (keys.some((key) => !defined.includes(key)))
    throw invalid(
      `${INVALID} Some index key attributes are not defined in AttributeDefinitions. Keys: [${keys.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
    );
  if (new Set(keys).size < keys.length)
    throw invalid('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  const kinds = schema.map(({ KeyType }) => KeyType);
  if (kinds[0] !== 'HASH')
    throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  if (!several && kinds[1] !== undefined && kinds[1] !== 'RANGE')
    throw invalid('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  if (several) checkOrder(kinds);
}

/** Keys of several attributes came in 2025; AWS's texts for too many, or the wrong order, are a guess. */
function checkOrder(kinds: readonly string[]): void {
  const hashes = kinds.filter((kind) => kind === 'HASH').length;
  if (kinds.slice(0, hashes).includes('RANGE'))
    throw invalid('Invalid KeySchema: HASH key types must come before RANGE key types');
  if (hashes > MAX_PARTS || kinds.length - hashes > MAX_PARTS)
    throw invalid(`Invalid KeySchema: An index key has at most ${MAX_PARTS} attributes of each key type`);
}

function checkProjection({ Projection }: Index): void {
  const { ProjectionType, NonKeyAttributes } = Projection;
  if (ProjectionType === undefined) throw invalid(`${INVALID} Unknown ProjectionType: null`);
  if (NonKeyAttributes && ProjectionType !== 'INCLUDE')
    throw invalid(`${INVALID} ProjectionType is ${ProjectionType}, but NonKeyAttributes is specified`);
}

function checkName({ IndexName }: Index, names: Set<string>): void {
  if (names.has(IndexName)) throw invalid(`${INVALID} Duplicate index name: ${IndexName}`);
  names.add(IndexName);
}

/** Rejects invalid local indexes. Throws AwsError `ValidationException`. */
export function checkLocal(
  { KeySchema, AttributeDefinitions }: Definition,
  indexes: readonly Index[],
  names: Set<string>,
): void {
  if (indexes.length === 0) throw invalid(`${INVALID} List of LocalSecondaryIndexes is empty`);
  if (KeySchema.length !== 2)
    throw invalid(
      `${INVALID} Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex`,
    );
  const hash = KeySchema[0]?.AttributeName;
  for (const index of indexes) {
    checkKeys(index.KeySchema, AttributeDefinitions, false);
    if (index.KeySchema.length !== 2)
      throw invalid(`${INVALID} Index KeySchema does not have a range key for index: ${index.IndexName}`);
    const own = index.KeySchema[0]?.AttributeName;
    if (own !== hash)
      throw invalid(
        `${INVALID} Index KeySchema does not have the same leading hash key as table KeySchema for index: ${index.IndexName}. index hash key: ${own}, table hash key: ${hash}`,
      );
    checkProjection(index);
    checkName(index, names);
  }
  if (indexes.length > MAX_LOCAL)
    throw invalid(`${INVALID} Number of LocalSecondaryIndexes exceeds per-table limit of ${MAX_LOCAL}`);
}

/** Rejects invalid global indexes. Throws AwsError `ValidationException`. */
export function checkGlobal(
  { AttributeDefinitions, BillingMode }: Definition,
  indexes: readonly Index[],
  names: Set<string>,
): void {
  if (indexes.length === 0) throw invalid(`${INVALID} List of GlobalSecondaryIndexes is empty`);
  for (const index of indexes) {
    checkKeys(index.KeySchema, AttributeDefinitions, true);
    checkProjection(index);
    if (BillingMode === 'PAY_PER_REQUEST' && index.ProvisionedThroughput)
      throw invalid(
        `${INVALID} ProvisionedThroughput should not be specified for index: ${index.IndexName} when BillingMode is PAY_PER_REQUEST`,
      );
    checkOnDemand({
      given: index.OnDemandThroughput,
      provisioned: BillingMode !== 'PAY_PER_REQUEST',
      index: index.IndexName,
      mayClear: false,
    });
    checkName(index, names);
  }
  if (indexes.length > MAX_GLOBAL)
    throw invalid(`${INVALID} GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL}`);
}
