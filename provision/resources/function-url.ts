import {
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  type FunctionUrlAuthType,
  GetFunctionUrlConfigCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import { arn } from '../reconcile/scope.ts';
import { unknown } from '../reconcile/unknown.ts';

export interface FunctionUrlProps {
  readonly functionName: string;
}

interface FunctionUrlState {
  readonly url: string | undefined;
  readonly authType: FunctionUrlAuthType | undefined;
}

/** A function's public address. The function decides who may use it: here, clients that know the secret header. */
export const functionUrl: Kind<FunctionUrlProps, FunctionUrlState, { url: string }> = {
  type: 'function URL',
  part: true,
  name: ({ functionName }) => functionName,
  identity: ({ functionName }) => [functionName],
  async observe({ functionName }, { clients }) {
    try {
      const found = await clients.lambda.send(
        new GetFunctionUrlConfigCommand({ FunctionName: functionName }),
      );
      return { url: found.FunctionUrl, authType: found.AuthType };
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: () => ({ auth: 'NONE' }),
  found: ({ authType }) => ({ auth: authType }),
  predict: ({ functionName }) => ({ url: unknown(`URL of ${functionName}`) }),
  // The path of a route follows, which begins with a slash.
  outputs: ({ url }, { functionName }) => ({
    url: url?.replace(/\/$/, '') ?? unknown(`URL of ${functionName}`),
  }),
  async create({ functionName }, { clients }) {
    const made = await clients.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: functionName, AuthType: 'NONE' }),
    );
    return { url: made.FunctionUrl, authType: made.AuthType };
  },
  async update({ functionName }, _state, _changed, { clients }) {
    await clients.lambda.send(
      new UpdateFunctionUrlConfigCommand({ FunctionName: functionName, AuthType: 'NONE' }),
    );
  },
  async remove(_state, { functionName }, { clients }) {
    await clients.lambda
      .send(new DeleteFunctionUrlConfigCommand({ FunctionName: functionName }))
      .catch(unlessGone);
  },
  permissions: ({ functionName }, scope) => [
    {
      actions: [
        'lambda:CreateFunctionUrlConfig',
        'lambda:GetFunctionUrlConfig',
        'lambda:UpdateFunctionUrlConfig',
      ],
      resources: [arn(scope, 'lambda', `function:${functionName}`)],
    },
  ],
};
