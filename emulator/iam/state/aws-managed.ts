/**
 * The AWS-managed policies that people attach to functions of a system like this one, with what they allow (AWS managed policy
 * reference guide). Others are not there: attaching one is refused as AWS refuses a policy that does not exist.
 */
export const awsManaged: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'service-role/AWSLambdaBasicExecutionRole': [
      ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    ],
    'service-role/AWSLambdaRole': [['lambda:InvokeFunction']],
    'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
      [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
      ],
    ],
    AdministratorAccess: [['*']],
    AmazonDynamoDBReadOnlyAccess: [
      [
        'dynamodb:BatchGetItem',
        'dynamodb:Describe*',
        'dynamodb:List*',
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:Scan',
      ],
    ],
    AmazonDynamoDBFullAccess: [['dynamodb:*']],
    CloudWatchLogsFullAccess: [['logs:*']],
    AmazonCognitoPowerUser: [['cognito-idp:*']],
    AmazonCognitoReadOnly: [['cognito-idp:Describe*', 'cognito-idp:AdminGetUser', 'cognito-idp:List*']],
    AWSLambda_FullAccess: [['lambda:*', 'logs:*']],
    AWSLambda_ReadOnlyAccess: [['lambda:Get*', 'lambda:List*']],
    AmazonAPIGatewayAdministrator: [['apigateway:*']],
    AmazonAPIGatewayInvokeFullAccess: [['execute-api:Invoke', 'execute-api:ManageConnections']],
  }).map(([name, statements]) => [
    `arn:aws:iam::aws:policy/${name}`,
    JSON.stringify({
      Version: '2012-10-17',
      Statement: statements.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' })),
    }),
  ]),
);
