import type { AddPermissionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../edge/aws-error.ts';
import type { Authority } from '../../edge/interfaces/authority.ts';
import type { Statement } from './state/statement.ts';

/**
 * The statement of AddPermission (developer guide, "Viewing resource-based IAM policies in Lambda"). Throws
 * `InvalidParameterValueException` for a principal that is no service, account, existing identity or `*`, and for a condition on function
 * URLs that the action does not know.
 */
export function statementOf(
  input: AddPermissionRequest,
  resource: string,
  authority: Pick<Authority, 'principalExists'>,
): Statement {
  const { StatementId = '', Action = '', Principal = '', SourceArn, SourceAccount } = input;
  const { FunctionUrlAuthType, InvokedViaFunctionUrl } = input;
  if (FunctionUrlAuthType && Action !== 'lambda:InvokeFunctionUrl')
    throw invalid('FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action');
  if (InvokedViaFunctionUrl && Action !== 'lambda:InvokeFunction')
    throw invalid('InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action');
  const equals = {
    ...(SourceAccount && { 'AWS:SourceAccount': SourceAccount }),
    ...(FunctionUrlAuthType && { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
  };
  const condition = {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(SourceArn && { ArnLike: { 'AWS:SourceArn': SourceArn } }),
    ...(InvokedViaFunctionUrl && { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }),
  };
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: principalOf(Principal, authority),
    Action,
    Resource: resource,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

/** The policy as GetPolicy shows it, as JSON text. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}

function principalOf(
  principal: string,
  authority: Pick<Authority, 'principalExists'>,
): Statement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  const kind = principal.startsWith('arn:') ? 'AWS' : 'Service';
  if (authority.principalExists(kind, principal))
    return kind === 'AWS' ? { AWS: principal } : { Service: principal };
  throw invalid('The provided principal was invalid. Please check the principal and try again.');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
