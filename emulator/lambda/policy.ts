import type { AddPermissionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../edge/aws-error.ts';
import type { Statement } from './state/records.ts';

/**
 * The statement that AddPermission makes of its parameters (developer guide, "Viewing resource-based IAM policies in Lambda").
 * Throws `InvalidParameterValueException` for a principal that is neither a service, an account, an ARN nor `*`, and for a
 * condition on function URLs that the action does not know.
 */
export function statementOf(input: AddPermissionRequest, resource: string): Statement {
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
    Principal: principalOf(Principal),
    Action,
    Resource: resource,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

/** The policy as GetPolicy shows it, as JSON text. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}

function principalOf(principal: string): Statement['Principal'] {
  if (principal === '*') return '*';
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(principal)) return { Service: principal };
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (/^arn:aws[a-zA-Z-]*:(iam|sts)::\d{12}:.+$/.test(principal)) return { AWS: principal };
  throw invalid('The provided principal was invalid. Please check the principal and try again.');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
