import { invalid } from '../expressions/invalid-expression.ts';
import type { OnDemandThroughput } from '../table-description.ts';

const INVALID = 'One or more parameter values were invalid:';
const MEMBERS = ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const;

/** What is asked for, and of which table or index. */
export interface OnDemandWish {
  readonly given: OnDemandThroughput | undefined;
  readonly provisioned: boolean;
  /** The index's name; undefined for the table. */
  readonly index?: string;
  /** -1 takes a limit away; a new table has none to take away. */
  readonly mayClear: boolean;
}

/** Rejects limits where capacity is provisioned, and limits below 1. Throws AwsError `ValidationException`. */
export function checkOnDemand({ given, provisioned, index, mayClear }: OnDemandWish): void {
  for (const name of MEMBERS) {
    const units = given?.[name];
    if (units === undefined) continue;
    if (provisioned)
      throw invalid(
        `${INVALID} ${name} for OnDemandThroughput cannot be specified ${index === undefined ? '' : `for index : ${index} `}when the table BillingMode is PROVISIONED`,
      );
    if (units < 1 && !(mayClear && units === -1))
      throw invalid(
        `${INVALID} Requested ${name} for OnDemandThroughput for ${index === undefined ? 'table' : `index : ${index}`} is outside of valid range`,
      );
  }
}

/** The limits after a change. A limit that was taken away is shown as -1 until the next change (seen at AWS in 2026). */
export function onDemandAfter(
  before: OnDemandThroughput | undefined,
  given: OnDemandThroughput,
): OnDemandThroughput {
  const kept = Object.entries(before ?? {}).filter(([, units]) => units !== -1);
  return { ...Object.fromEntries(kept), ...given };
}
