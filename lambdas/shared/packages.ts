/**
 * What the functions use of packages. It is bundled apart from their own code (see `bundle.ts`), since it seldom changes and
 * is most of what there is to bundle: so a save while `make dev` watches costs what the function's own few files cost.
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
