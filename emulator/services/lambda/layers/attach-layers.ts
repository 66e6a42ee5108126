import { AwsError, notImplemented } from '../../../edge/aws-error.ts';
import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';
import type { Call } from '../../../edge/operation.ts';
import { limits } from '../limits.ts';
import type { Code } from '../state/code.ts';
import type { LambdaState } from '../state/lambda-store.ts';
import type { AttachedLayer } from '../state/layer-records.ts';
import { layerArn, parseLayer } from './layer-name.ts';

type Place = Pick<EngineConfig, 'accountId' | 'region'>;

/**
 * Finds the layers that a function is given, in their order. `before` are those that it has: one of them that was deleted meanwhile stays.
 * The caller needs `lambda:GetLayerVersion` for each (developer guide, "Granting Lambda layer access"). Throws
 * `InvalidParameterValueException`, AWS's access error, and `NotImplementedException` for layers of other accounts and those with extensions.
 */
export function attachLayers(
  arns: readonly string[],
  { state, place, call }: { state: LambdaState; place: Place; call: Pick<Call, 'authorize'> },
  before: readonly AttachedLayer[] = [],
): AttachedLayer[] {
  if (arns.length > limits.layers) throw invalid(`Cannot reference more than ${limits.layers} layers.`);
  const seen = new Map<string, string>();
  return arns.map((arn) => {
    const { name, version, region, accountId } = parseLayer(arn);
    if (accountId !== place.accountId) throw notImplemented(`A layer of another account (${arn})`);
    if (region !== place.region)
      throw invalid(
        `Layers are not in the same region as the function. Layers are expected to be in region ${place.region}.`,
      );
    call.authorize('lambda:GetLayerVersion', arn);
    const found = state.layers?.[name]?.versions[version ?? 0];
    const attached = found ? { arn, code: found.code } : before.find((layer) => layer.arn === arn);
    if (!attached) throw invalid(`Layer version ${arn} does not exist.`);
    if (found?.hasExtensions) throw notImplemented(`A layer with extensions (${arn})`);
    const layer = layerArn(place, name);
    const other = seen.get(layer);
    if (other !== undefined)
      throw invalid(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${arn} are versions of the same layer.`,
      );
    seen.set(layer, arn);
    return attached;
  });
}

/** Checks the unzipped size of code and layers together. Throws `InvalidParameterValueException`. */
export function checkUnzippedSize(code: Code, layers: readonly AttachedLayer[] = []): void {
  if (layers.length === 0) return;
  const size = [code, ...layers.map((layer) => layer.code)].reduce(
    (total, part) => total + (part.unzipped ?? 0),
    0,
  );
  if (size > limits.unzippedBytes)
    throw invalid(
      `Function code combined with layers exceeds the maximum allowed size of ${limits.unzippedBytes} bytes. The actual size is ${size} bytes.`,
    );
}

/** The condition key by which policies say which layers a function may have (`lambda:Layer`). */
export function layerKeys(arns: readonly string[] | undefined): Record<string, readonly string[]> {
  return arns?.length ? { 'lambda:Layer': arns } : {};
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
