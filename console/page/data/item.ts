import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Wire } from './wire.ts';

/** A value as DynamoDB's JSON has it. */
export type Value = Wire<AttributeValue>;
export type Item = Readonly<Record<string, Value>>;
