import { APIGatewayClient, CreateRestApiCommand, GetResourcesCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand, GetRoutesCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { type Engine, startEngine } from '../../engine.ts';
import { USER_TABLE } from '../dynamodb/testing/fixture.ts';
import { ACCOUNT, allows, clientOptions, makeRole, sessionOf, trusts } from './testing/account.ts';

let engine: Engine;
let root: Clients;
let caller: Clients;

function clientsOf(options: ReturnType<typeof clientOptions>) {
  return {
    cognito: new CognitoIdentityProviderClient(options),
    dynamodb: new DynamoDBClient(options),
    http: new ApiGatewayV2Client(options),
    iam: new IAMClient(options),
    lambda: new LambdaClient(options),
    rest: new APIGatewayClient(options),
  };
}
type Clients = ReturnType<typeof clientsOf>;

beforeAll(async () => {
  engine = await startEngine();
  root = clientsOf(clientOptions(engine));
  const Condition = { StringEquals: { 'aws:ResourceTag/team': 'mine' } };
  await makeRole(engine, 'caller', allows('*', '*', { Condition }));
  caller = clientsOf(clientOptions(engine, await sessionOf(engine, 'caller')));
});
afterAll(async () => {
  for (const client of [...Object.values(root), ...Object.values(caller)]) client.destroy();
  await engine[Symbol.asyncDispose]();
});

const tagList = (Value: string) => [{ Key: 'team', Value }];
const trust = trusts({ Service: 'lambda.amazonaws.com' });

/** By service: creates something with a team's tag, and makes a call about it. */
const THINGS: Record<string, (team: string) => Promise<(clients: Clients) => Promise<unknown>>> = {
  async iam(RoleName) {
    const Tags = tagList(RoleName);
    await root.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, Tags }));
    return ({ iam }) => iam.send(new GetRoleCommand({ RoleName }));
  },
  async dynamodb(TableName) {
    await root.dynamodb.send(new CreateTableCommand({ ...USER_TABLE, TableName, Tags: tagList(TableName) }));
    return ({ dynamodb }) => dynamodb.send(new DescribeTableCommand({ TableName }));
  },
  async lambda(FunctionName) {
    const ZipFile = zipSync({ 'index.mjs': strToU8('export const handler = () => 1;') });
    await root.iam.send(
      new CreateRoleCommand({ RoleName: `for-${FunctionName}`, AssumeRolePolicyDocument: trust }),
    );
    await root.lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: `arn:aws:iam::${ACCOUNT}:role/for-${FunctionName}`,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile },
        Tags: { team: FunctionName },
      }),
    );
    return ({ lambda }) => lambda.send(new GetFunctionCommand({ FunctionName }));
  },
  async cognito(team) {
    const made = new CreateUserPoolCommand({ PoolName: team, UserPoolTags: { team } });
    const { UserPool } = await root.cognito.send(made);
    return ({ cognito }) => cognito.send(new ListUsersCommand({ UserPoolId: UserPool?.Id }));
  },
  async 'a REST API'(team) {
    const { id } = await root.rest.send(new CreateRestApiCommand({ name: team, tags: { team } }));
    return ({ rest }) => rest.send(new GetResourcesCommand({ restApiId: id }));
  },
  async 'an HTTP API'(team) {
    const made = new CreateApiCommand({ Name: team, ProtocolType: 'HTTP', Tags: { team } });
    const { ApiId } = await root.http.send(made);
    return ({ http }) => http.send(new GetRoutesCommand({ ApiId }));
  },
};

test.each(Object.entries(THINGS))('checks the tags of a call’s resource: %s', async (_name, make) => {
  const [mine, theirs] = [await make('mine'), await make('theirs')];
  await mine(caller);
  await expect(theirs(caller)).rejects.toThrow('is not authorized to perform');
});
