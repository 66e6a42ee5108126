import {
  GetApiKeysCommand,
  GetAuthorizersCommand,
  GetDeploymentsCommand,
  GetModelsCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetUsagePlansCommand,
} from '@aws-sdk/client-api-gateway';
import * as v2 from '@aws-sdk/client-apigatewayv2';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListUserPoolClientsCommand, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListRolePoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { GetPolicyCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import type { Clients } from '../clients.ts';

/**
 * Everything in an account, a line each, without ids and what depends on them: two accounts with the same resources give the same lines,
 * and a duplicate appears twice.
 */
export async function contentsOf(aws: Clients): Promise<readonly string[]> {
  const parts = await Promise.all([
    apis(aws),
    httpApis(aws),
    pools(aws),
    functions(aws),
    plans(aws),
    roles(aws),
    others(aws),
  ]);
  return parts.flat().sort();
}

async function apis({ apigateway }: Clients): Promise<string[]> {
  const { items = [] } = await apigateway.send(new GetRestApisCommand({ limit: 500 }));
  const lines = items.map(async ({ id: restApiId, name }) => {
    const [authorizers, deployments, models, validators, resources, stages] = await Promise.all([
      apigateway.send(new GetAuthorizersCommand({ restApiId })),
      apigateway.send(new GetDeploymentsCommand({ restApiId })),
      apigateway.send(new GetModelsCommand({ restApiId })),
      apigateway.send(new GetRequestValidatorsCommand({ restApiId })),
      apigateway.send(new GetResourcesCommand({ restApiId, embed: ['methods'] })),
      apigateway.send(new GetStagesCommand({ restApiId })),
    ]);
    return [
      `api ${name}`,
      ...(authorizers.items ?? []).map((authorizer) => `authorizer ${authorizer.name}`),
      ...(deployments.items ?? []).map(() => `deployment of ${name}`),
      ...(models.items ?? []).map((model) => `model ${model.name}`),
      ...(validators.items ?? []).map((validator) => `validator ${validator.name}`),
      ...(stages.item ?? []).map(({ stageName }) => `stage ${stageName}`),
      ...(resources.items ?? []).map(
        ({ path, resourceMethods }) => `resource ${path} ${Object.keys(resourceMethods ?? {}).join(' ')}`,
      ),
    ];
  });
  return (await Promise.all(lines)).flat();
}

async function httpApis({ apigatewayv2 }: Clients): Promise<string[]> {
  const { Items = [] } = await apigatewayv2.send(new v2.GetApisCommand({}));
  const lines = Items.map(async ({ ApiId, Name }) => {
    const [authorizers, integrations, routes, stages] = await Promise.all([
      apigatewayv2.send(new v2.GetAuthorizersCommand({ ApiId })),
      apigatewayv2.send(new v2.GetIntegrationsCommand({ ApiId })),
      apigatewayv2.send(new v2.GetRoutesCommand({ ApiId })),
      apigatewayv2.send(new v2.GetStagesCommand({ ApiId })),
    ]);
    return [
      `HTTP api ${Name}`,
      ...(authorizers.Items ?? []).map((authorizer) => `HTTP authorizer ${authorizer.Name}`),
      ...(integrations.Items ?? []).map(({ IntegrationType }) => `HTTP integration ${IntegrationType}`),
      ...(routes.Items ?? []).map(
        ({ RouteKey, AuthorizationType }) => `route ${RouteKey} ${AuthorizationType}`,
      ),
      ...(stages.Items ?? []).map(({ StageName }) => `HTTP stage ${StageName}`),
    ];
  });
  return (await Promise.all(lines)).flat();
}

async function pools({ cognito }: Clients): Promise<string[]> {
  const { UserPools = [] } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
  const lines = UserPools.map(async ({ Id, Name }) => {
    const command = new ListUserPoolClientsCommand({ UserPoolId: Id, MaxResults: 60 });
    const { UserPoolClients = [] } = await cognito.send(command);
    return [`pool ${Name}`, ...UserPoolClients.map(({ ClientName }) => `client ${ClientName}`)];
  });
  return (await Promise.all(lines)).flat();
}

async function functions({ lambda }: Clients): Promise<string[]> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const secrets = new Set(
    Functions.flatMap(({ Environment }) => Environment?.Variables?.['CREDENTIAL_SECRET'] ?? []),
  );
  const lines = Functions.map(async ({ FunctionName, CodeSha256 }) => {
    const answer = await lambda.send(new GetPolicyCommand({ FunctionName })).catch(() => undefined);
    const { Statement = [] } = JSON.parse(answer?.Policy ?? '{}') as { Statement?: { Sid: string }[] };
    return [
      `function ${FunctionName} ${CodeSha256}`,
      ...Statement.map(({ Sid }) => `statement ${FunctionName} ${Sid}`),
    ];
  });
  const found = (await Promise.all(lines)).flat();
  return secrets.size === 0 ? found : [...found, `secrets of digests ${secrets.size}`];
}

async function plans({ apigateway }: Clients): Promise<string[]> {
  const [{ items: plans = [] }, { items: keys = [] }] = await Promise.all([
    apigateway.send(new GetUsagePlansCommand({ limit: 500 })),
    apigateway.send(new GetApiKeysCommand({ limit: 500 })),
  ]);
  return [
    ...plans.map(({ name, apiStages = [] }) => `plan ${name} of ${apiStages.length} stages`),
    ...keys.map(({ name }) => `key ${name}`),
  ];
}

async function roles({ iam }: Clients): Promise<string[]> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const lines = Roles.map(async ({ RoleName }) => {
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    return [`role ${RoleName}`, ...PolicyNames.map((name) => `policy ${RoleName} ${name}`)];
  });
  return (await Promise.all(lines)).flat();
}

async function others({ dynamodb, logs }: Clients): Promise<string[]> {
  const [tables, groups] = await Promise.all([
    dynamodb.send(new ListTablesCommand({})),
    logs.send(new DescribeLogGroupsCommand({})),
  ]);
  return [
    ...(tables.TableNames ?? []).map((name) => `table ${name}`),
    ...(groups.logGroups ?? []).map(({ logGroupName }) => `log group ${logGroupName}`),
  ];
}
