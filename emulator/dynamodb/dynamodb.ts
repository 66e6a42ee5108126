import type { EngineContext } from '../context.ts';
import { models } from '../models/models.ts';
import type { Module } from '../module.ts';

/** DynamoDB: dynalite's tables, and what it lacks and this system needs. */
export async function createDynamoDb(_context: EngineContext): Promise<Module> {
  return {
    services: [
      { model: models.dynamodb, operations: {}, errorNamespace: 'com.amazonaws.dynamodb.v20120810' },
    ],
  };
}
