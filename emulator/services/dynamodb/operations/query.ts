import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { holds } from '../expressions/condition.ts';
import { parseCondition, pathsIn } from '../expressions/condition-expression.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { type KeyClauses, keyClauses } from '../expressions/key-clauses.ts';
import { checkClauseCount, type KeyCondition, keyCondition } from '../expressions/key-condition.ts';
import { legacyKeyClauses } from '../expressions/legacy-key-clauses.ts';
import { refusePathsIntoKeys } from '../items/check-keys.ts';
import { keyRange } from '../items/key-range.ts';
import { checkProjected, type PageSource, pageSource } from '../items/page-source.ts';
import { checkQueryPage, checkSelect, type ParsedPage, parsedPage } from '../items/parsed-page.ts';
import { readPage } from '../items/read-page.ts';
import { refuseMixed } from '../items/refuse-mixed.ts';
import type { QueryRequest } from '../items/request.ts';
import { checkStartCount, checkStartParts, checkTableStartKey, startPlace } from '../items/start-key.ts';
import { checked } from '../rules/checked.ts';
import { honouredBy } from '../rules/honoured-by.ts';
import { queryShape } from '../rules/item-shapes.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { equal } from '../values/compare.ts';

const PARAMETERS = {
  expressions: ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
  legacy: ['AttributesToGet', 'QueryFilter', 'ConditionalOperator', 'KeyConditions'],
};

/** Query: the items of one partition of a table or index that match a key condition, in the order of their keys. */
export function query(tables: Tables): Operation<object, object> {
  return {
    honours: honouredBy(queryShape),
    resource: resourcesOf,
    async run(input) {
      const request = checked<QueryRequest>(queryShape, input);
      const { page, before: clauses } = parse(request);
      const source = pageSource(tables.shape(page.table), page);
      if (page.start) {
        checkStartCount(source, page.start);
        checkStartParts(source, page.start, 'hash');
      }
      const condition = keyCondition(clauses, source.ordered);
      if (page.start) checkStart(source, condition, page.start);
      refusePathsIntoKeys(source.table, page.paths ?? []);
      refuseFilteredKeys(source, page, request.QueryFilter !== undefined);
      checkProjected(source, page);
      if (page.filter) refusePathsIntoKeys(source.table, pathsIn(page.filter));
      return readPage(tables, source, page, {
        ...keyRange(source.ordered, condition),
        reverse: request.ScanIndexForward === false,
        after: page.start && startPlace(source, page.start),
      });
    },
  };
}

function parse(request: QueryRequest): { page: ParsedPage; before: KeyClauses } {
  const { KeyConditionExpression, KeyConditions, QueryFilter, Limit } = request;
  if (Limit !== undefined && Limit < 1)
    throw invalid(
      "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  refuseMixed(request, PARAMETERS);
  checkQueryPage(request, QueryFilter);
  checkSelect(request, '1 validation error detected: ');
  if (KeyConditions === undefined && KeyConditionExpression === undefined)
    throw invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  const parsed = parsedPage(request, QueryFilter, (bindings) =>
    KeyConditionExpression === undefined
      ? undefined
      : parseCondition(KeyConditionExpression, 'KeyConditionExpression', bindings),
  );
  const clauses = parsed.before ? keyClauses(parsed.before) : legacyKeyClauses(KeyConditions ?? {});
  // Keys of several attributes have up to eight.
  checkClauseCount(clauses, KeyConditions ? 2 : 8);
  return { page: parsed.page, before: clauses };
}

/** Rejects a start key that a page of this query could not have ended with. Throws AwsError `ValidationException`. */
function checkStart(
  source: PageSource,
  { hash, range }: KeyCondition,
  start: NonNullable<ParsedPage['start']>,
): void {
  checkStartParts(source, start, 'range');
  checkTableStartKey(source, start);
  const { ordered } = source;
  const inPartition = ordered.hash.every(({ name }, index) => {
    const [value, wanted] = [start[name], hash[index]];
    return value !== undefined && wanted !== undefined && equal(value, wanted);
  });
  if (range.length === 0) {
    if (!inPartition)
      throw invalid('The provided starting key is outside query boundaries based on provided conditions');
    return;
  }
  const inRange = range.every(({ operator, values }, index) => {
    const path = [ordered.range[index]?.name ?? ''];
    const args = [path, ...values];
    if (operator === 'begins_with') return holds({ type: 'function', name: operator, args }, start);
    if (operator === 'unindexed')
      throw new AwsError('InternalServerError', 'Such a condition is refused before.');
    return holds({ type: operator, args }, start);
  });
  if (!inRange) throw invalid('The provided starting key does not match the range key predicate');
  if (!inPartition) throw invalid('The query can return at most one row and cannot be restarted');
}

function refuseFilteredKeys({ ordered }: PageSource, { filter }: ParsedPage, legacy: boolean): void {
  if (!filter) return;
  const names = new Set([...pathsIn(filter)].map(([name]) => name));
  const key = ordered.keys.find(({ name }) => names.has(name));
  if (key)
    throw invalid(
      `${legacy ? 'QueryFilter' : 'Filter Expression'} can only contain non-primary key attributes: Primary key attribute: ${key.name}`,
    );
}
