import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../edge/operation.ts';
import { shownConfiguration } from '../configuration.ts';
import { paged } from '../paging.ts';
import type { LambdaServices } from '../services.ts';

/** ListFunctions: at most 50 functions a page, in the order of their names. */
export function listFunctions({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListFunctionsRequest, ListFunctionsResponse>({
    honours: { Marker: true, MaxItems: true },
    run({ Marker, MaxItems }) {
      const records = Object.values(store.state.functions);
      const { page, next } = paged(records, ({ name }) => name, { marker: Marker, size: MaxItems });
      return {
        Functions: page.map(({ name, latest }) => {
          // ListFunctions leaves out what GetFunction shows of the state (API reference, ListFunctions).
          const { State, StateReason, StateReasonCode, LastUpdateStatus, LastUpdateStatusReason, ...shown } =
            shownConfiguration(context.config, name, latest);
          const { LastUpdateStatusReasonCode, ...listed } = shown;
          return listed;
        }),
        ...(next !== undefined && { NextMarker: next }),
      };
    },
  });
}
