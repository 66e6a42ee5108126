import type { UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';
import { corsOf, foundUrl, honouredCors, shownUrl, urlPlace } from '../urls/function-urls.ts';

/** UpdateFunctionUrlConfig: keeps what is left out; `Cors: {}` removes the CORS settings. */
export function updateFunctionUrlConfig({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigResponse>({
    honours: {
      FunctionName: true,
      Qualifier: true,
      AuthType: true,
      Cors: honouredCors,
      InvokeMode: ['BUFFERED'],
    },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    conditionKeys: ({ AuthType }): Record<string, string> =>
      AuthType === undefined ? {} : { 'lambda:FunctionUrlAuthType': AuthType },
    run({ FunctionName = '', Qualifier, AuthType, Cors }) {
      urlPlace(store.state, context, FunctionName, Qualifier);
      const place = foundUrl(store.state, context, FunctionName, Qualifier);
      const url = {
        ...place.url,
        authType: AuthType ?? place.url.authType,
        cors: Cors ? corsOf(Cors) : place.url.cors,
        modified: context.clock.now(),
      };
      store.commit.setUrl({ name: place.record.name, qualifier: place.qualifier, url });
      return shownUrl(context, place, url);
    },
  });
}
