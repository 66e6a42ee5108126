/** A statement of an AWS policy; it allows, on everything by default. */
interface Allowed {
  Action?: readonly string[];
  NotAction?: readonly string[];
  Resource?: string;
  Condition?: object;
}

const logsOf = 'arn:aws:logs:*:*:log-group:/aws/lambda/*';
const readRoles = [
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
  'iam:ListRoles',
];
const writeLogs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const passedTo = (service: string) => ({ StringEquals: { 'iam:PassedToService': service } });

/** By path and name: what each allows for the engine's services. */
const POLICIES: Readonly<Record<string, readonly Allowed[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': [{ Action: writeLogs }],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    {
      Action: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
        ...writeLogs,
      ],
    },
  ],
  'service-role/AWSLambdaRole': [{ Action: ['lambda:InvokeFunction'] }],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    {
      Action: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
      ],
    },
  ],
  AdministratorAccess: [{ Action: ['*'] }],
  PowerUserAccess: [
    { NotAction: ['iam:*', 'organizations:*', 'account:*'] },
    { Action: ['iam:CreateServiceLinkedRole', 'iam:DeleteServiceLinkedRole', 'iam:ListRoles'] },
  ],
  IAMFullAccess: [{ Action: ['iam:*'] }],
  IAMReadOnlyAccess: [
    {
      Action: [
        'iam:GenerateCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:Get*',
        'iam:List*',
        'iam:SimulateCustomPolicy',
        'iam:SimulatePrincipalPolicy',
      ],
    },
  ],
  AmazonDynamoDBReadOnlyAccess: [
    {
      Action: [
        'dynamodb:BatchGetItem',
        'dynamodb:Describe*',
        'dynamodb:List*',
        'dynamodb:GetItem',
        'dynamodb:GetResourcePolicy',
        'dynamodb:Query',
        'dynamodb:Scan',
        'dynamodb:PartiQLSelect',
        'iam:GetRole',
        'iam:ListRoles',
        'lambda:ListFunctions',
        'lambda:ListEventSourceMappings',
        'lambda:GetFunctionConfiguration',
      ],
    },
  ],
  AmazonDynamoDBFullAccess: [
    {
      Action: [
        'dynamodb:*',
        'iam:GetRole',
        'iam:ListRoles',
        'lambda:CreateFunction',
        'lambda:ListFunctions',
        'lambda:ListEventSourceMappings',
        'lambda:CreateEventSourceMapping',
        'lambda:DeleteEventSourceMapping',
        'lambda:GetFunctionConfiguration',
        'lambda:DeleteFunction',
      ],
    },
  ],
  CloudWatchLogsFullAccess: [{ Action: ['logs:*'] }],
  CloudWatchLogsReadOnlyAccess: [
    {
      Action: [
        'logs:Describe*',
        'logs:Get*',
        'logs:List*',
        'logs:StartQuery',
        'logs:StopQuery',
        'logs:TestMetricFilter',
        'logs:FilterLogEvents',
        'logs:StartLiveTail',
        'logs:StopLiveTail',
      ],
    },
  ],
  AmazonCognitoPowerUser: [
    {
      Action: [
        'cognito-idp:*',
        'iam:ListRoles',
        'iam:ListOpenIdConnectProviders',
        'iam:GetRole',
        'iam:ListSAMLProviders',
        'iam:GetSAMLProvider',
        'lambda:GetPolicy',
        'lambda:ListFunctions',
      ],
    },
  ],
  AmazonCognitoReadOnly: [
    {
      Action: [
        'cognito-idp:Describe*',
        'cognito-idp:AdminGet*',
        'cognito-idp:AdminList*',
        'cognito-idp:List*',
        'cognito-idp:Get*',
        'iam:ListOpenIdConnectProviders',
        'iam:ListRoles',
      ],
    },
  ],
  AWSLambda_FullAccess: [
    { Action: [...readRoles, 'lambda:*', 'logs:DescribeLogGroups'] },
    { Action: ['iam:PassRole'], Condition: passedTo('lambda.amazonaws.com') },
    {
      Action: [
        'logs:DescribeLogStreams',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
        'logs:StartLiveTail',
        'logs:StopLiveTail',
      ],
      Resource: logsOf,
    },
  ],
  AWSLambda_ReadOnlyAccess: [
    { Action: [...readRoles, 'logs:DescribeLogGroups', 'lambda:Get*', 'lambda:List*'] },
    { Action: ['logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:FilterLogEvents'], Resource: logsOf },
  ],
  AmazonAPIGatewayAdministrator: [{ Action: ['apigateway:*'], Resource: 'arn:aws:apigateway:*::/*' }],
  AmazonAPIGatewayInvokeFullAccess: [
    {
      Action: ['execute-api:Invoke', 'execute-api:ManageConnections'],
      Resource: 'arn:aws:execute-api:*:*:*',
    },
  ],
};

/**
 * The AWS-managed policies that people attach in a system like this one, as JSON texts by ARN (AWS managed policy reference guide), without
 * statements for other services. Attaching any other fails like an unknown policy on AWS.
 */
export const awsManaged: ReadonlyMap<string, string> = new Map(
  Object.entries(POLICIES).map(([name, statements]) => [
    `arn:aws:iam::aws:policy/${name}`,
    JSON.stringify({
      Version: '2012-10-17',
      Statement: statements.map(({ Resource = '*', ...rest }) => ({ Effect: 'Allow', ...rest, Resource })),
    }),
  ]),
);
