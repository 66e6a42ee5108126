import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Fixture, start } from './testing/fixture.ts';
import { rawCall } from './testing/raw-call.ts';

const fixture: Fixture = await start();
const { endpoint } = fixture.engine;
afterAll(async () => fixture[Symbol.asyncDispose]());

const TableName = 'letters';
const key = (pk: string) => ({ pk: { S: pk } });
const definition = {
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};
beforeAll(async () => {
  await rawCall(endpoint, 'CreateTable', { TableName, ...definition });
});

const found = { KeyConditionExpression: 'pk = :v', ExpressionAttributeValues: { ':v': { S: 'x' } } };
const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/letters';
const many = (count: number) => Array.from({ length: count }, (_, index) => key(String(index)));

test.each<[string, object, string]>([
  [
    'Scan',
    { Segment: 0 },
    'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
  ],
  [
    'Scan',
    { TotalSegments: 2 },
    'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
  ],
  [
    'Scan',
    { Segment: 2, TotalSegments: 2 },
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2',
  ],
  [
    'Query',
    { ...found, Select: 'SPECIFIC_ATTRIBUTES' },
    '1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
  ],
  [
    'Query',
    { ...found, Select: 'COUNT', ProjectionExpression: 'a' },
    '1 validation error detected: Cannot specify the ProjectionExpression when choosing to get only the Count',
  ],
  [
    'Scan',
    { Select: 'COUNT', AttributesToGet: ['a'] },
    'Cannot specify the AttributesToGet when choosing to get only the Count',
  ],
  [
    'Scan',
    { Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'a' },
    'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
  ],
  [
    'Scan',
    { Select: 'ALL_PROJECTED_ATTRIBUTES' },
    'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
  ],
  [
    'Scan',
    { Limit: 0 },
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'Query',
    { ...found, Limit: 0 },
    "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'Query',
    { ...found, ExpressionAttributeValues: { ':v': { S: '' } } },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [
    'Query',
    { KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: '' }] } } },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [
    'PutItem',
    { TableName: 'nowhere', Item: key('x'), ReturnValues: 'WRONG' },
    "1 validation error detected: Value 'WRONG' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
  ],
  [
    'PutItem',
    { TableName: 'nowhere', Item: key('x'), ReturnValues: 'ALL_NEW' },
    'ReturnValues can only be ALL_OLD or NONE',
  ],
  [
    'DeleteItem',
    { TableName: 'nowhere', Key: key('x'), ReturnValues: 'UPDATED_NEW' },
    'ReturnValues can only be ALL_OLD or NONE',
  ],
  [
    'UpdateItem',
    { Key: key('x'), UpdateExpression: 'SET a = ' },
    'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "="',
  ],
  [
    'Scan',
    { FilterExpression: 'a === b' },
    'Invalid FilterExpression: Syntax error; token: "=", near: "==="',
  ],
  [
    'PutItem',
    { Item: key('') },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  ...['GetItem', 'DeleteItem', 'UpdateItem'].map((operation): [string, object, string] => [
    operation,
    { Key: key('') },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ]),
  [
    'PutItem',
    { Item: key('é'.repeat(1025)) },
    'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
  ],
  [
    'PutItem',
    { Item: { ...key('x'), a: { S: 'é'.repeat(204_800) } } },
    'Item size has exceeded the maximum allowed size',
  ],
  [
    'PutItem',
    { Item: { ...key('x'), n: { N: '1e126' } } },
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  [
    'CreateTable',
    { TableName: 'ab', ...definition },
    "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  ],
  [
    'CreateTable',
    {
      TableName: 'unused',
      ...definition,
      AttributeDefinitions: [...definition.AttributeDefinitions, { AttributeName: 'o', AttributeType: 'S' }],
    },
    'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
  ],
])('%s rejects %j', async (operation, more, message) => {
  const { status, body } = await rawCall(endpoint, operation, { TableName, ...more });
  expect({ status, body }).toEqual({
    status: 400,
    body: { __type: 'com.amazon.coral.validate#ValidationException', message },
  });
});

test.each<[string, object, string]>([
  ['BatchGetItem', { RequestItems: {} }, 'The requestItems parameter is required for BatchGetItem'],
  ['BatchWriteItem', { RequestItems: {} }, 'The requestItems parameter is required for BatchWriteItem'],
  [
    'BatchGetItem',
    { RequestItems: { [TableName]: { Keys: many(101) } } },
    "1 validation error detected: Value at 'RequestItems.letters.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
  ],
  [
    'BatchWriteItem',
    { RequestItems: { [TableName]: many(26).map((Key) => ({ DeleteRequest: { Key } })) } },
    'Member must have length less than or equal to 25',
  ],
  [
    'TagResource',
    { ResourceArn: 'nonsense', Tags: [{ Key: 'a', Value: 'b' }] },
    'Invalid TableArn: Invalid ResourceArn provided as input nonsense',
  ],
  ['TagResource', {}, 'Invalid TableArn'],
  [
    'TagResource',
    { ResourceArn: ARN, Tags: null },
    "1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null",
  ],
])('%s rejects what it was given: %#', async (operation, input, message) => {
  const { status, body } = await rawCall(endpoint, operation, input);
  expect({ status, body }).toMatchObject({
    status: 400,
    body: {
      __type: 'com.amazon.coral.validate#ValidationException',
      message: expect.stringContaining(message),
    },
  });
});

test("lets nobody see the tags of another account's table", async () => {
  const ResourceArn = ARN.replace('000000000000', '111111111111');
  expect((await rawCall(endpoint, 'ListTagsOfResource', { ResourceArn })).body).toMatchObject({
    __type: 'com.amazon.coral.service#AccessDeniedException',
  });
});
