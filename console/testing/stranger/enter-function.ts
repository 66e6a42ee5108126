import {
  AddPermissionCommand,
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import type { TracedStack } from '../../../emulator/control/traces/testing/traced-stack.ts';
import { access, disposable } from './clients.ts';
import { attempt, NAME } from './fields.ts';

/** An authorizer that lets one token in, and fails for everything else. */
const CODE = `export const handler = async (event) => {
  console.log(${JSON.stringify(attempt('line of a function'))});
  if (event.authorizationToken !== 'let-me-in')
    throw new Error(${JSON.stringify(attempt('error of a function'))} + (event.type ? ${JSON.stringify(attempt('error of an authorizer'))} : ''));
  const allow = (Resource) => ({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource });
  return {
    principalId: ${JSON.stringify(attempt('principal'))},
    policyDocument: { Version: '2012-10-17', Statement: [allow(event.methodArn), allow(event.methodArn + ${JSON.stringify(attempt('resource of a policy'))})] },
  };
};`;

/** A function with markup wherever there can be some, which has failed once. */
export async function enterFunction(stack: TracedStack): Promise<void> {
  using lambda = disposable(new LambdaClient(access(stack)));
  await lambda.client.send(
    new CreateFunctionCommand({
      FunctionName: NAME,
      Role: `arn:aws:iam::000000000000:role/${NAME}`,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Description: attempt('description of a function'),
      Environment: { Variables: { STRANGE: attempt('variable of a function') } },
      Tags: { strange: attempt('tag') },
      Code: {
        ZipFile: zipSync({
          'index.mjs': strToU8(CODE),
          [attempt('file in a function')]: strToU8('text'),
        }),
      },
    }),
  );
  await lambda.client.send(
    new AddPermissionCommand({
      FunctionName: NAME,
      StatementId: NAME,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    }),
  );
  await invokeStrange(stack);
}

/** Lets the function write its line, and fail. */
export async function invokeStrange(stack: TracedStack): Promise<void> {
  using lambda = disposable(new LambdaClient(access(stack)));
  await lambda.client.send(new InvokeCommand({ FunctionName: NAME, Payload: strToU8('{}') }));
}
