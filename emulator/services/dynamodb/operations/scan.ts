import type { Operation } from '../../../edge/operation.ts';
import { pathsIn } from '../expressions/condition-expression.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { refusePathsIntoKeys } from '../items/check-keys.ts';
import type { KeyRange } from '../items/key-range.ts';
import { checkProjected, pageSource } from '../items/page-source.ts';
import { checkScanPage, checkSelect, parsedPage } from '../items/parsed-page.ts';
import { readPage } from '../items/read-page.ts';
import { refuseMixed } from '../items/refuse-mixed.ts';
import type { ScanRequest } from '../items/request.ts';
import { checkStartCount, checkStartParts, checkTableStartKey, startPlace } from '../items/start-key.ts';
import { checked } from '../rules/checked.ts';
import { honouredBy } from '../rules/honoured-by.ts';
import { scanShape } from '../rules/item-shapes.ts';
import { rangeOf } from '../storage/level.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';

const PARAMETERS = {
  expressions: ['ProjectionExpression', 'FilterExpression'],
  legacy: ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
};

/** Scan: all items of a table or index, or of one segment, in the order of the hashes of their keys. */
export function scan(tables: Tables): Operation<object, object> {
  return {
    honours: honouredBy(scanShape),
    resource: resourcesOf,
    async run(input) {
      const request = checked<ScanRequest>(scanShape, input);
      refuseMixed(request, PARAMETERS);
      checkScanPage(request, request.ScanFilter);
      checkSelect(request, '');
      checkSegment(request);
      const { page } = parsedPage(request, request.ScanFilter, () => undefined);
      const source = pageSource(tables.shape(page.table), page);
      const { start } = page;
      if (start && source.index) {
        checkStartCount(source, start);
        checkStartParts(source, start, 'hash');
        checkStartParts(source, start, 'range');
      }
      checkProjected(source, page);
      if (start) checkTableStartKey(source, start);
      const range = segmentRange(source.ordered.prefix, request);
      const after = start && startPlace(source, start);
      if (after !== undefined && (after < range.from || after >= range.to))
        throw invalid(
          `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${request.TotalSegments} Segment: ${request.Segment}`,
        );
      refusePathsIntoKeys(source.table, page.paths ?? []);
      if (page.filter) refusePathsIntoKeys(source.table, pathsIn(page.filter));
      return readPage(tables, source, page, { ...range, reverse: false, after });
    },
  };
}

function checkSegment({ Segment, TotalSegments }: ScanRequest): void {
  if (Segment !== undefined && TotalSegments === undefined)
    throw invalid(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  if (TotalSegments === undefined) return;
  if (Segment === undefined)
    throw invalid(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  if (Segment >= TotalSegments)
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
}

/** How many parts the hashes of keys are cut into for segments, as scans on AWS were seen to do. */
const PARTS = 4096;

function segmentRange(prefix: string, { Segment = 0, TotalSegments = 1 }: ScanRequest): KeyRange {
  const whole = rangeOf(prefix);
  const bound = (segment: number) =>
    prefix +
    Math.ceil((PARTS * segment) / TotalSegments)
      .toString(16)
      .padStart(3, '0');
  return {
    from: Segment === 0 ? whole.gte : bound(Segment),
    to: Segment + 1 === TotalSegments ? whole.lt : bound(Segment + 1),
  };
}
