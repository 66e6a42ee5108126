import type { Call } from '../../edge/operation.ts';

/**
 * The IAM side of an operation: actions of API Gateway are HTTP methods, and resources are paths in ARNs without an
 * account (Service Authorization Reference, "Actions, resources, and condition keys for Amazon API Gateway Management").
 */
export function access<Input>(
  verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: (input: Input) => string,
): { action: string; resource(input: Input, call: Call): string } {
  return {
    action: `apigateway:${verb}`,
    resource: (input, { region }) => managementArn(region, path(input)),
  };
}

/** `arn:aws:apigateway:<region>::/restapis/…` */
export function managementArn(region: string, path: string): string {
  return `arn:aws:apigateway:${region}::${path}`;
}
