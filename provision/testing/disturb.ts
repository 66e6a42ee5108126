import {
  CreateApiKeyCommand,
  DeleteGatewayResponseCommand,
  GetRequestValidatorsCommand,
  UntagResourceCommand as UntagApiCommand,
  UpdateModelCommand,
  UpdateRequestValidatorCommand,
  UpdateRestApiCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import {
  PutRetentionPolicyCommand,
  UntagResourceCommand as UntagLogGroupCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { UntagResourceCommand as UntagTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  PutRolePolicyCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  RemovePermissionCommand,
  UntagResourceCommand as UntagFunctionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Clients } from '../clients.ts';
import type { Outputs } from '../outputs.ts';

const TagKeys = ['app', 'stage'];

/**
 * Changes something of every kind behind the program's back, tags included, so that fixing it takes every possible call. `at` is where the
 * stack is.
 */
export async function disturb(at: Outputs, aws: Clients): Promise<void> {
  const { apiId, functions, region, accountId, userPoolId: UserPoolId, userPoolClientId: ClientId } = at;
  const RoleName = functions.authorizer;
  const own = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const open = (Action: string, more: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, ...more }] });

  await aws.iam.send(new UntagRoleCommand({ RoleName, TagKeys }));
  await aws.iam.send(
    new UpdateAssumeRolePolicyCommand({
      RoleName,
      PolicyDocument: open('sts:AssumeRole', {
        Principal: { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] },
      }),
    }),
  );
  const everything = open('*', { Resource: '*' });
  await aws.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'more', PolicyDocument: everything }));
  await aws.iam.send(
    new AttachRolePolicyCommand({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  );

  const logGroupName = `/aws/lambda/${functions.authorizer}`;
  await aws.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
  await aws.logs.send(
    new UntagLogGroupCommand({ resourceArn: own('logs', `log-group:${logGroupName}`), tagKeys: TagKeys }),
  );

  await aws.dynamodb.send(
    new UntagTableCommand({ ResourceArn: own('dynamodb', `table/${at.tableName}`), TagKeys }),
  );
  await aws.dynamodb.send(
    new UpdateTableCommand({ TableName: at.tableName, DeletionProtectionEnabled: true }),
  );

  const FunctionName = functions.authorizer;
  await aws.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 }));
  await aws.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: 'rest-api-authorizer' }));
  await aws.lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: 'other',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
    }),
  );
  await aws.lambda.send(
    new UntagFunctionCommand({ Resource: own('lambda', `function:${FunctionName}`), TagKeys }),
  );

  await aws.cognito.send(new UpdateUserPoolCommand({ UserPoolId, UserPoolTags: {} }));
  await aws.cognito.send(
    new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ClientName: `${at.app}-${at.stage}` }),
  );

  await aws.apigateway.send(
    new UpdateRestApiCommand({
      restApiId: apiId,
      patchOperations: [{ op: 'replace', path: '/disableExecuteApiEndpoint', value: 'true' }],
    }),
  );
  await aws.apigateway.send(
    new UpdateModelCommand({
      restApiId: apiId,
      modelName: 'Nothing',
      patchOperations: [{ op: 'replace', path: '/schema', value: '{}' }],
    }),
  );
  const validators = await aws.apigateway.send(new GetRequestValidatorsCommand({ restApiId: apiId }));
  await aws.apigateway.send(
    new UpdateRequestValidatorCommand({
      restApiId: apiId,
      requestValidatorId: validators.items?.[0]?.id,
      patchOperations: [{ op: 'replace', path: '/validateRequestBody', value: 'false' }],
    }),
  );
  await aws.apigateway.send(
    new DeleteGatewayResponseCommand({ restApiId: apiId, responseType: 'UNAUTHORIZED' }),
  );
  await aws.apigateway.send(
    new UntagApiCommand({
      resourceArn: `arn:aws:apigateway:${region}::/restapis/${apiId}`,
      tagKeys: TagKeys,
    }),
  );
}

/** Changes the usage plan behind the program's back, and makes a person's key in it. */
export async function disturbPlan({ usagePlanId, region }: Outputs, aws: Clients): Promise<void> {
  await aws.apigateway.send(
    new UpdateUsagePlanCommand({
      usagePlanId,
      patchOperations: [{ op: 'replace', path: '/quota/limit', value: '1' }],
    }),
  );
  await aws.apigateway.send(
    new UntagApiCommand({
      resourceArn: `arn:aws:apigateway:${region}::/usageplans/${usagePlanId}`,
      tagKeys: TagKeys,
    }),
  );
  await makeKey(aws);
}

/** Makes a person's key, as a confirmation does. */
export async function makeKey(aws: Clients): Promise<void> {
  await aws.apigateway.send(new CreateApiKeyCommand({ name: 'gatehouse-dev/somebody', enabled: true }));
}

/** Replaces the stack's own client by one with a secret, which must be made again. */
export async function replaceClient(at: Outputs, aws: Clients): Promise<void> {
  const { userPoolId: UserPoolId, userPoolClientId: ClientId } = at;
  await aws.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
  const ClientName = `${at.app}-${at.stage}`;
  await aws.cognito.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName, GenerateSecret: true }));
}
