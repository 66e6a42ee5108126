import type { GetAccountSettingsRequest, GetAccountSettingsResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { reservedTotal } from '../invocations/concurrency.ts';
import { allLayerVersions } from '../layers/layer-versions.ts';
import { limits } from '../limits.ts';
import type { LambdaServices } from '../services.ts';

/** GetAccountSettings: the account's limits, and what its functions and layers use of them. */
export function getAccountSettings({ store, concurrency }: Pick<LambdaServices, 'store' | 'concurrency'>) {
  return operation<GetAccountSettingsRequest, GetAccountSettingsResponse>({
    honours: {},
    run() {
      const functions = Object.values(store.state.functions);
      const code = functions.flatMap(({ latest, versions }) => [latest, ...Object.values(versions)]);
      return {
        AccountLimit: {
          TotalCodeSize: limits.codeSizeBytes,
          CodeSizeUnzipped: limits.unzippedBytes,
          CodeSizeZipped: limits.zipBytes,
          ConcurrentExecutions: concurrency.limit,
          UnreservedConcurrentExecutions: concurrency.limit - reservedTotal(store),
        },
        AccountUsage: {
          TotalCodeSize: [...code, ...allLayerVersions(store.state)].reduce(
            (total, part) => total + part.code.size,
            0,
          ),
          FunctionCount: functions.length,
        },
      };
    },
  });
}
