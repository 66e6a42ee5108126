import type { ListAliasesRequest, ListAliasesResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { shownAlias } from '../aliases.ts';
import { foundFunction, resourceOf } from '../function-name.ts';
import { paged } from '../paging.ts';
import type { LambdaServices } from '../services.ts';

/** ListAliases: a function's aliases, or those of one version. */
export function listAliases({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListAliasesRequest, ListAliasesResponse>({
    honours: { FunctionName: true, FunctionVersion: true, Marker: true, MaxItems: true },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '', FunctionVersion, Marker, MaxItems }) {
      const { record } = foundFunction(store.state, context.config, FunctionName);
      const all = Object.values(record.aliases).filter(
        ({ version }) => FunctionVersion === undefined || version === FunctionVersion,
      );
      const { page, next } = paged(all, ({ name }) => name, { marker: Marker, size: MaxItems });
      return {
        Aliases: page.map((alias) => shownAlias(context.config, record.name, alias)),
        ...(next !== undefined && { NextMarker: next }),
      };
    },
  });
}
