import { createHash } from 'node:crypto';
import {
  CreateFunctionCommand,
  GetFunctionCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { makeRole } from './role.ts';
import type { Kind } from './writer.ts';

const ROLE = 'arn:aws:iam::000000000000:role/written';

/** A package whose content is the number. */
const packed = (value: number) =>
  zipSync({ 'index.mjs': [strToU8(`export const handler = () => ${value};`), { level: 0 }] });

/** Counts in a function's code. */
export const countsInLambda: Kind = async (access, _memory, isNew) => {
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
};
