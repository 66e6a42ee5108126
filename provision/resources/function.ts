import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionCommand,
  type Runtime,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Fields } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import { arn, iamArn, type Scope, stackTags, type Tags } from '../reconcile/scope.ts';
import { onceRoleIsAssumable } from './assumable-role.ts';
import { untilFunctionReady } from './function-state.ts';

/** A function's code, packed. */
export interface Bundle {
  readonly zip: Uint8Array;
  /** SHA-256 of the zip in base64, as Lambda reports it. */
  readonly codeSha256: string;
}

export interface FunctionProps {
  readonly name: string;
  readonly roleArn: string;
  readonly runtime: Runtime;
  readonly handler: string;
  /** Megabytes. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly code: () => Promise<Bundle>;
}

interface FunctionState {
  readonly configuration: FunctionConfiguration;
  readonly tags: Tags;
}

const VARIABLE = 'environment ';

/** A Lambda function. */
export const lambdaFunction: Kind<FunctionProps, FunctionState, { name: string; arn: string }> = {
  type: 'function',
  sensitive: [`${VARIABLE}ORIGIN_SECRET`, `${VARIABLE}CREDENTIAL_SECRET`],
  name: ({ name }) => name,
  identity: ({ name }) => [name],
  async observe({ name }, { clients }) {
    try {
      const { Configuration, Tags } = await clients.lambda.send(
        new GetFunctionCommand({ FunctionName: name }),
      );
      return Configuration && { configuration: Configuration, tags: Tags ?? {} };
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  async wanted({ roleArn, runtime, handler, memory, timeout, environment, code }) {
    const { codeSha256 } = await code();
    return {
      role: roleArn,
      runtime,
      handler,
      memory,
      timeout,
      ...variables(environment),
      code: codeSha256,
      layers: [],
    };
  },
  found: ({ configuration: found }) => ({
    role: found.Role,
    runtime: found.Runtime,
    handler: found.Handler,
    memory: found.MemorySize,
    timeout: found.Timeout,
    ...variables(found.Environment?.Variables ?? {}),
    code: found.CodeSha256,
    layers: (found.Layers ?? []).map(({ Arn }) => Arn),
  }),
  tags: ({ tags }) => tags,
  predict: ({ name }, { scope }) => ({ name, arn: arnOf(name, scope) }),
  outputs: (_state, { name }, { scope }) => ({ name, arn: arnOf(name, scope) }),
  async create(props, run) {
    const { zip } = await props.code();
    const command = new CreateFunctionCommand({
      FunctionName: props.name,
      Role: props.roleArn,
      Runtime: props.runtime,
      Handler: props.handler,
      MemorySize: props.memory,
      Timeout: props.timeout,
      Environment: { Variables: { ...props.environment } },
      Code: { ZipFile: zip },
      Tags: stackTags(run.scope),
    });
    const made = await onceRoleIsAssumable(props.roleArn, run, () => run.clients.lambda.send(command));
    const ready = made.State === 'Active' && made.LastUpdateStatus !== 'InProgress';
    return {
      configuration: ready ? made : await untilFunctionReady(props.name, run),
      tags: stackTags(run.scope),
    };
  },
  async update(props, { configuration }, changed, run) {
    const { lambda } = run.clients;
    if (changed.has('tags')) {
      const Resource = configuration.FunctionArn ?? arnOf(props.name, run.scope);
      await lambda.send(new TagResourceCommand({ Resource, Tags: stackTags(run.scope) }));
    }
    const settings = {
      ...(changed.has('role') ? { Role: props.roleArn } : {}),
      ...(changed.has('runtime') ? { Runtime: props.runtime } : {}),
      ...(changed.has('handler') ? { Handler: props.handler } : {}),
      ...(changed.has('memory') ? { MemorySize: props.memory } : {}),
      ...(changed.has('timeout') ? { Timeout: props.timeout } : {}),
      ...([...changed].some((field) => field.startsWith(VARIABLE))
        ? { Environment: { Variables: { ...props.environment } } }
        : {}),
      ...(changed.has('layers') ? { Layers: [] } : {}),
    };
    // One update at a time: another one meanwhile gets ResourceConflictException (Lambda API reference).
    if (Object.keys(settings).length > 0) {
      await untilFunctionReady(props.name, run);
      const command = new UpdateFunctionConfigurationCommand({ FunctionName: props.name, ...settings });
      await onceRoleIsAssumable(props.roleArn, run, () => lambda.send(command));
    }
    if (changed.has('code')) {
      await untilFunctionReady(props.name, run);
      const { zip } = await props.code();
      await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: props.name, ZipFile: zip }));
    }
    await untilFunctionReady(props.name, run);
  },
  async remove(_state, { name }, { clients }) {
    await clients.lambda.send(new DeleteFunctionCommand({ FunctionName: name })).catch(unlessGone);
  },
  permissions: ({ name, roleArn }, scope) => [
    {
      actions: [
        'lambda:CreateFunction',
        'lambda:DeleteFunction',
        'lambda:GetFunction',
        'lambda:GetFunctionConfiguration',
        'lambda:TagResource',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
      ],
      resources: [arnOf(name, scope)],
    },
    {
      actions: ['iam:PassRole'],
      resources: [roleArn.startsWith('arn:') ? roleArn : iamArn(scope, 'role/*')],
      condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    },
  ],
};

/** Each variable is its own field, so that some can be shown and others not. */
function variables(environment: Readonly<Record<string, string>>): Fields {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [`${VARIABLE}${name}`, value]),
  );
}

function arnOf(name: string, scope: Scope): string {
  return arn(scope, 'lambda', `function:${name}`);
}
