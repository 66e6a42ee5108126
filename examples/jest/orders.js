const {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} = require('@aws-sdk/client-dynamodb');

// As on AWS: endpoint, region and credentials come from the environment.
const client = new DynamoDBClient();
const TableName = 'orders';

async function makeTable() {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
}

async function placeOrder(id, customer) {
  await client.send(
    new PutItemCommand({
      TableName,
      Item: { id: { S: id }, customer: { S: customer } },
      ConditionExpression: 'attribute_not_exists(id)',
    }),
  );
}

async function customerOf(id) {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
  return Item?.customer?.S;
}

module.exports = { makeTable, placeOrder, customerOf };
