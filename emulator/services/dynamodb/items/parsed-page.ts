import { type Bindings, bindingsOf, refuseUnused } from '../expressions/bindings.ts';
import { checkFilterConditions } from '../expressions/check-legacy-conditions.ts';
import type { Condition } from '../expressions/condition.ts';
import { parseCondition } from '../expressions/condition-expression.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { fromLegacy, type LegacyCondition } from '../expressions/legacy-condition.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { valueFault } from '../values/check-value.ts';
import { sharedProjection } from './projection-of.ts';
import { refuseDuplicateNames } from './refuse-mixed.ts';
import type { PageRequest } from './request.ts';

/** What Query and Scan share, checked as far as possible without the table. */
export interface ParsedPage {
  readonly table: string;
  readonly index: string | undefined;
  readonly limit: number | undefined;
  readonly start: Item | undefined;
  readonly consistent: boolean;
  readonly select: string | undefined;
  readonly filter: Condition | undefined;
  readonly paths: readonly DocumentPath[] | undefined;
  readonly wish: string | undefined;
}

type LegacyFilter = Readonly<Record<string, LegacyCondition>> | undefined;

/** The first checks of a Query, in AWS's order: the old filter, names, the start key. Throws AwsError `ValidationException`. */
export function checkQueryPage(request: PageRequest, filter: LegacyFilter): void {
  if (filter) checkFilterConditions(filter);
  refuseDuplicateNames(request.AttributesToGet);
  checkStartValues(request);
}

/** The first checks of a Scan, which looks at names before the old filter. Throws AwsError `ValidationException`. */
export function checkScanPage(request: PageRequest, filter: LegacyFilter): void {
  refuseDuplicateNames(request.AttributesToGet);
  if (filter) checkFilterConditions(filter);
  checkStartValues(request);
}

function checkStartValues(request: PageRequest): void {
  for (const value of Object.values(request.ExclusiveStartKey ?? {})) checkStartValue(value);
}

/** AWS says what is wrong with a start key, and for some errors that it is the start key. */
function checkStartValue(value: AttributeValue): void {
  const fault = valueFault(value);
  if (!fault) return;
  const alone = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;
  throw invalid(alone.test(fault) ? fault : `The provided starting key is invalid: ${fault}`);
}

/** Reads the expressions that Query and Scan share. `parse` reads those that come before them. Throws AwsError `ValidationException`. */
export function parsedPage<Before>(
  request: PageRequest,
  legacy: LegacyFilter,
  parse: (bindings: Bindings) => Before,
): { page: ParsedPage; before: Before } {
  const bindings = bindingsOf(request);
  const before = parse(bindings);
  const { FilterExpression, ConditionalOperator } = request;
  const filter =
    FilterExpression === undefined
      ? legacy && fromLegacy(legacy, ConditionalOperator)
      : parseCondition(FilterExpression, 'FilterExpression', bindings);
  const paths = sharedProjection(request, bindings);
  refuseUnused(bindings);
  const page = {
    table: request.TableName,
    index: request.IndexName,
    limit: request.Limit,
    start: request.ExclusiveStartKey,
    consistent: request.ConsistentRead ?? false,
    select: request.Select,
    filter,
    paths,
    wish: request.ReturnConsumedCapacity,
  };
  return { page, before };
}

/**
 * Rejects what `Select` does not go with. `prefix` is what the operation's sentences begin with. Throws AwsError `ValidationException`.
 */
export function checkSelect(request: PageRequest, prefix: string): void {
  const { Select, ProjectionExpression, AttributesToGet, IndexName } = request;
  const given =
    ProjectionExpression === undefined ? AttributesToGet && 'AttributesToGet' : 'ProjectionExpression';
  if (Select === 'SPECIFIC_ATTRIBUTES' && !given)
    throw invalid(
      `${prefix}Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES`,
    );
  if (Select !== undefined && Select !== 'SPECIFIC_ATTRIBUTES' && given) {
    const wish = Select === 'COUNT' ? 'only the Count' : Select;
    throw invalid(`${prefix}Cannot specify the ${given} when choosing to get ${wish}`);
  }
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined)
    throw invalid(`${prefix}ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName`);
}
