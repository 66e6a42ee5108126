import type { GetFunctionUrlConfigRequest, GetFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';
import { foundUrl, shownUrl } from '../urls/function-urls.ts';

/** GetFunctionUrlConfig: the HTTP address of a function or an alias. */
export function getFunctionUrlConfig({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetFunctionUrlConfigRequest, GetFunctionUrlConfigResponse>({
    honours: { FunctionName: true, Qualifier: true },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run({ FunctionName = '', Qualifier }) {
      const place = foundUrl(store.state, context, FunctionName, Qualifier);
      return shownUrl(context, place, place.url);
    },
  });
}
