import type { AliasConfiguration, GetAliasRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { foundAlias, shownAlias } from '../aliases.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** GetAlias: one alias of a function. */
export function getAlias({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetAliasRequest, AliasConfiguration>({
    honours: { FunctionName: true, Name: true },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '', Name = '' }) {
      const { record, alias } = foundAlias(store.state, context.config, FunctionName, Name);
      return shownAlias(context.config, record.name, alias);
    },
  });
}
