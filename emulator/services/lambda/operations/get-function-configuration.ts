import type { FunctionConfiguration, GetFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { shownConfiguration } from '../configuration.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';
import { foundVersion } from '../versions.ts';

/** GetFunctionConfiguration: a function's settings without its code. */
export function getFunctionConfiguration({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetFunctionConfigurationRequest, FunctionConfiguration>({
    honours: { FunctionName: true, Qualifier: true },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run({ FunctionName = '', Qualifier }) {
      const { record, settings, qualifier } = foundVersion(
        store.state,
        context.config,
        FunctionName,
        Qualifier,
      );
      return shownConfiguration(context.config, record.name, settings, qualifier);
    },
  });
}
