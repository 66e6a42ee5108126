import type { Scope } from '../reconcile/scope.ts';

/** The URI by which API Gateway invokes a function (API Gateway API reference, PutIntegration, `uri`). */
export function functionUri(
  functionArn: string,
  { partition, region }: Pick<Scope, 'partition' | 'region'>,
): string {
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}
