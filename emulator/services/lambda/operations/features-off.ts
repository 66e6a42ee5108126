import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { runtimeVersionArn } from '../environments/runtime-version.ts';
import { foundFunction, functionArn, resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** A read's subject: a function, or a list. */
interface Asked {
  FunctionName?: string;
  Qualifier?: string;
}

/**
 * Reads about features that no function here has: each says that it is off, as Lambda does for a function that never had it. Tools such as
 * Terraform ask before they compare. Turning one on is refused by name.
 */
export function featuresOff({
  context,
  store,
}: Pick<LambdaServices, 'context' | 'store'>): Readonly<Record<string, Operation<object, object>>> {
  const ofFunction = (answer: (name: string, asked: Asked) => object) =>
    operation<Asked, object>({
      honours: { '*': true } as Operation<Asked, object>['honours'],
      resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
      run(asked) {
        const { record } = foundFunction(store.state, context.config, asked.FunctionName ?? '');
        return answer(record.name, asked);
      },
    });
  const none = (answer: object) =>
    operation<object, object>({
      honours: { '*': true } as Operation<object, object>['honours'],
      run: () => answer,
    });
  return {
    GetFunctionCodeSigningConfig: ofFunction((FunctionName) => ({ FunctionName })),
    GetFunctionRecursionConfig: ofFunction(() => ({ RecursiveLoop: 'Terminate' })),
    PutFunctionRecursionConfig: operation<Asked & { RecursiveLoop?: string }, object>({
      honours: { FunctionName: true, RecursiveLoop: ['Terminate'] },
      resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
      run({ FunctionName = '' }) {
        foundFunction(store.state, context.config, FunctionName);
        return { RecursiveLoop: 'Terminate' };
      },
    }),
    GetRuntimeManagementConfig: ofFunction((name) => ({
      UpdateRuntimeOn: 'Auto',
      FunctionArn: functionArn(context.config, name),
    })),
    PutRuntimeManagementConfig: operation<Asked & { UpdateRuntimeOn?: string }, object>({
      honours: { FunctionName: true, Qualifier: true, UpdateRuntimeOn: ['Auto'] },
      resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
      run({ FunctionName = '' }) {
        const { record } = foundFunction(store.state, context.config, FunctionName);
        return {
          UpdateRuntimeOn: 'Auto',
          FunctionArn: functionArn(context.config, record.name),
          RuntimeVersionArn: runtimeVersionArn(record.latest.runtime, context.config.region),
        };
      },
    }),
    GetProvisionedConcurrencyConfig: ofFunction(() => {
      throw new AwsError(
        'ProvisionedConcurrencyConfigNotFoundException',
        'No Provisioned Concurrency Config found for this function',
      );
    }),
    ListProvisionedConcurrencyConfigs: ofFunction(() => ({ ProvisionedConcurrencyConfigs: [] })),
    ListCodeSigningConfigs: none({ CodeSigningConfigs: [] }),
  };
}
