import type { GetLayerVersionByArnRequest, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { parseLayer } from '../layers/layer-name.ts';
import { layerPolicy } from '../layers/layer-policy.ts';
import { foundLayer, shownLayer } from '../layers/layer-versions.ts';
import type { LambdaServices } from '../services.ts';

/** GetLayerVersionByArn: GetLayerVersion, with its permission, by ARN. */
export function getLayerVersionByArn({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetLayerVersionByArnRequest, GetLayerVersionResponse>({
    honours: { Arn: true },
    action: 'lambda:GetLayerVersion',
    resource: ({ Arn = '' }) => Arn,
    resourcePolicy: ({ Arn = '' }) =>
      layerPolicy(store.state, context.config, Arn, parseLayer(Arn).version ?? 0),
    run({ Arn = '' }) {
      const { version = 0 } = parseLayer(Arn);
      const { name, found } = foundLayer(
        store.state,
        context.config,
        Arn.slice(0, Arn.lastIndexOf(':')),
        version,
      );
      return shownLayer(context.config, context.endpoint(), name, found);
    },
  });
}
