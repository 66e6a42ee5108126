import type { Decision, PolicyRequest } from '../evaluate.ts';

/** Cases that a page of the IAM user guide states, by example or by rule. */
export interface Documented {
  /** The page's title. */
  page: string;
  cases: readonly DocumentedCase[];
}

/** What the case shows; the statements of one policy of version 2012-10-17; what differs from `ASKED`; the decision. */
export type DocumentedCase = readonly [
  name: string,
  statements: readonly object[],
  asked: Partial<PolicyRequest>,
  decision: Decision,
];

/** The default request of a case. */
export const ASKED: PolicyRequest = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };

/** A statement that allows everything but for what `more` says. */
export function allow(more: object = {}): object {
  const action = 'NotAction' in more ? {} : { Action: '*' };
  const resource = 'NotResource' in more ? {} : { Resource: '*' };
  return { Effect: 'Allow', ...action, ...resource, ...more };
}

export function deny(more: object = {}): object {
  return { ...allow(more), Effect: 'Deny' };
}

/** A statement that allows everything under one condition. */
export function when(operator: string, key: string, values: unknown): object[] {
  return [allow({ Condition: { [operator]: { [key]: values } } })];
}
