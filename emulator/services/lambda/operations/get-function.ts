import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { codeUrl } from '../code/code-endpoint.ts';
import { shownConfiguration } from '../configuration.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';
import { foundVersion } from '../versions.ts';

/** GetFunction: a function's settings, its tags, and a link to its code, which this engine serves itself. */
export function getFunction({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetFunctionRequest, GetFunctionResponse>({
    honours: { FunctionName: true, Qualifier: true },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run({ FunctionName = '', Qualifier }) {
      const { record, settings, qualifier } = foundVersion(
        store.state,
        context.config,
        FunctionName,
        Qualifier,
      );
      return {
        Configuration: shownConfiguration(context.config, record.name, settings, qualifier),
        Code: { RepositoryType: 'S3', Location: codeUrl(context.endpoint(), settings.code) },
        ...(record.reserved !== undefined && {
          Concurrency: { ReservedConcurrentExecutions: record.reserved },
        }),
        ...(Object.keys(record.tags).length > 0 && { Tags: record.tags }),
      };
    },
  });
}
