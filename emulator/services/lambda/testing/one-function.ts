import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  type FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import { type LambdaBench, makeRole, zipOf } from './lambda-bench.ts';

/** An account in which a test can create one function, `f`, unchanged or with changes. */
export interface OneFunction {
  /** What it is made of without changes. */
  readonly base: CreateFunctionCommandInput;
  create(changes?: Partial<CreateFunctionCommandInput>): Promise<FunctionConfiguration>;
}

/** Empties the account, and creates the function's role. */
export async function oneFunction({ engine, client, iam }: LambdaBench): Promise<OneFunction> {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  const base: CreateFunctionCommandInput = {
    FunctionName: 'f',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: await makeRole(iam, 'function-role'),
    Code: { ZipFile: zipOf('export const handler = async () => 1;') },
  };
  return {
    base,
    create: (changes = {}) => client.send(new CreateFunctionCommand({ ...base, ...changes })),
  };
}
