import { createHash } from 'node:crypto';
import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetRestApiCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  GetApiCommand,
  UpdateApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { strToU8, zipSync } from 'fflate';

/** Something of one service that holds a number, which is counted up. */
export interface Writer {
  readonly name: string;
  tried: number;
  answered: number;
  /** What an engine that was there has refused. */
  readonly refusals: string[];
  readonly memory: object;
  write(value: number): Promise<void>;
  read(): Promise<number>;
  end(): void;
}

type Counting = Pick<Writer, 'write' | 'read' | 'end'>;
/** What a writer remembers from one engine to the next. */
interface Memory {
  id?: string | undefined;
  session?: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}
interface Access {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
}

/** Makes what is written to, at the first engine; at the next ones, finds it again. */
export async function makeWriters(endpoint: string, before?: readonly Writer[]): Promise<Writer[]> {
  const access: Access = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  for (const writer of before ?? []) writer.end();
  return Promise.all(
    Object.entries(KINDS).map(async ([name, kind], index) => {
      const known = before?.[index] ?? { name, tried: 0, answered: 0, refusals: [], memory: {} };
      return { ...known, ...(await kind(access, known.memory, before === undefined)) };
    }),
  );
}

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sts:AssumeRole' },
  ],
});
const ROLE = 'arn:aws:iam::000000000000:role/written';
/** Long values, so that the log becomes a snapshot every few starts. */
const LONG = [
  'name',
  'family_name',
  'given_name',
  'middle_name',
  'nickname',
  'address',
  'profile',
  'picture',
];

/** A package whose content is the number. */
const packed = (value: number) =>
  zipSync({ 'index.mjs': [strToU8(`export const handler = () => ${value};`), { level: 0 }] });

const KINDS: Record<string, (access: Access, memory: Memory, isNew: boolean) => Promise<Counting>> = {
  async dynamodb(access, _memory, isNew) {
    const client = new DynamoDBClient(access);
    const Key = { id: { S: 'written' } };
    if (isNew)
      await client.send(
        new CreateTableCommand({
          TableName: 'written',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
        }),
      );
    return {
      async write(value) {
        await client.send(
          new PutItemCommand({ TableName: 'written', Item: { ...Key, n: { N: String(value) } } }),
        );
      },
      async read() {
        const { Item } = await client.send(
          new GetItemCommand({ TableName: 'written', Key, ConsistentRead: true }),
        );
        return Number(Item?.['n']?.N ?? 0);
      },
      end: () => client.destroy(),
    };
  },
  async cognito(access, memory, isNew) {
    const client = new CognitoIdentityProviderClient(access);
    if (isNew)
      memory.id = (await client.send(new CreateUserPoolCommand({ PoolName: 'written' }))).UserPool?.Id;
    const whom = { UserPoolId: memory.id, Username: 'written' };
    if (isNew) await client.send(new AdminCreateUserCommand({ ...whom, MessageAction: 'SUPPRESS' }));
    return {
      async write(value) {
        const long = String(value).padStart(2_000, '.');
        await client.send(
          new AdminUpdateUserAttributesCommand({
            ...whom,
            UserAttributes: LONG.map((Name) => ({ Name, Value: long })),
          }),
        );
      },
      async read() {
        const { UserAttributes = [] } = await client.send(new AdminGetUserCommand(whom));
        const values = LONG.map((name) => UserAttributes.find(({ Name }) => Name === name)?.Value ?? '0');
        // A change of several attributes is there as a whole, or not at all.
        if (new Set(values).size > 1)
          throw new Error(`A change is there in part: ${values.map(numberOf).join()}`);
        return numberOf(values[0] ?? '0');
      },
      end: () => client.destroy(),
    };
  },
  async lambda(access, _memory, isNew) {
    const client = new LambdaClient(access);
    const FunctionName = 'written';
    if (isNew) await makeRole(access, 'written');
    if (isNew)
      await client.send(
        new CreateFunctionCommand({
          FunctionName,
          Role: ROLE,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: { ZipFile: packed(0) },
        }),
      );
    return {
      async write(value) {
        await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: packed(value) }));
      },
      async read() {
        const { Code, Configuration } = await client.send(new GetFunctionCommand({ FunctionName }));
        const bytes = Buffer.from(await (await fetch(Code?.Location ?? '')).arrayBuffer());
        const digest = createHash('sha256').update(bytes).digest('base64');
        if (digest !== Configuration?.CodeSha256)
          throw new Error('The code is not the one that is said to be there.');
        return Number(/=> (\d+);/.exec(bytes.toString('latin1'))?.[1]);
      },
      end: () => client.destroy(),
    };
  },
  async apigateway(access, memory, isNew) {
    const client = new APIGatewayClient(access);
    if (isNew)
      memory.id = (await client.send(new CreateRestApiCommand({ name: 'written', description: '0' }))).id;
    const restApiId = memory.id;
    return {
      async write(value) {
        const patchOperations = [{ op: 'replace' as const, path: '/description', value: String(value) }];
        await client.send(new UpdateRestApiCommand({ restApiId, patchOperations }));
      },
      read: async () => Number((await client.send(new GetRestApiCommand({ restApiId }))).description),
      end: () => client.destroy(),
    };
  },
  async apigatewayv2(access, memory, isNew) {
    const client = new ApiGatewayV2Client(access);
    if (isNew) {
      const wanted = { Name: 'written', ProtocolType: 'HTTP' as const, Description: '0' };
      memory.id = (await client.send(new CreateApiCommand(wanted))).ApiId;
    }
    const ApiId = memory.id;
    return {
      async write(value) {
        await client.send(new UpdateApiCommand({ ApiId, Description: String(value) }));
      },
      read: async () => Number((await client.send(new GetApiCommand({ ApiId }))).Description),
      end: () => client.destroy(),
    };
  },
  async iam(access, _memory, isNew) {
    const client = new IAMClient(access);
    const RoleName = 'counted';
    if (isNew)
      await client.send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, Description: '0' }),
      );
    return {
      async write(value) {
        await client.send(new UpdateRoleDescriptionCommand({ RoleName, Description: String(value) }));
      },
      read: async () => Number((await client.send(new GetRoleCommand({ RoleName }))).Role?.Description),
      end: () => client.destroy(),
    };
  },
  async logs(access, _memory, isNew) {
    const client = new CloudWatchLogsClient(access);
    const resourceArn = 'arn:aws:logs:us-east-1:000000000000:log-group:written';
    if (isNew) await client.send(new CreateLogGroupCommand({ logGroupName: 'written' }));
    return {
      async write(value) {
        await client.send(new TagResourceCommand({ resourceArn, tags: { n: String(value) } }));
      },
      async read() {
        const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
        return Number(tags?.['n'] ?? 0);
      },
      end: () => client.destroy(),
    };
  },
  /** Sessions lie in no store, yet what was handed out has to be good later. */
  async sts(access, memory, isNew) {
    const client = new STSClient(access);
    if (isNew) await makeRole(access, 'assumed');
    return {
      async write(value) {
        const { Credentials } = await client.send(
          new AssumeRoleCommand({
            RoleArn: 'arn:aws:iam::000000000000:role/assumed',
            RoleSessionName: `n-${value}`,
          }),
        );
        memory.session = {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          sessionToken: Credentials?.SessionToken ?? '',
        };
      },
      async read() {
        if (!memory.session) return 0;
        const inSession = new STSClient({ ...access, credentials: memory.session });
        try {
          const { Arn } = await inSession.send(new GetCallerIdentityCommand({}));
          return Number(Arn?.split('n-').at(-1));
        } finally {
          inSession.destroy();
        }
      },
      end: () => client.destroy(),
    };
  },
};

async function makeRole(access: Access, RoleName: string): Promise<void> {
  const iam = new IAMClient(access);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
  iam.destroy();
}

function numberOf(value: string): number {
  return Number(value.replace(/^\.+/, ''));
}
