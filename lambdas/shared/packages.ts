/**
 * What the functions use of packages. It is bundled apart from their own code (see `bundle.ts`), because it seldom changes and is most of
 * the bundle: while `make dev` watches, a save only costs the function's own few files.
 */
export {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
