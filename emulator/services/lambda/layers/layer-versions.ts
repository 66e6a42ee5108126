import type { GetLayerVersionResponse, LayerVersionsListItem } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';
import { codeUrl } from '../code/code-endpoint.ts';
import { lambdaTime } from '../configuration.ts';
import type { LambdaState } from '../state/lambda-store.ts';
import type { LayerVersion } from '../state/layer-records.ts';
import { layerArn, ownLayer } from './layer-name.ts';

type Place = Pick<EngineConfig, 'accountId' | 'region'>;

/** Every layer version. */
export function allLayerVersions(state: Pick<LambdaState, 'layers'>): LayerVersion[] {
  return Object.values(state.layers ?? {}).flatMap(({ versions }) => Object.values(versions));
}

export interface FoundLayer {
  name: string;
  arn: string;
  found: LayerVersion;
}

/**
 * Finds a layer version. Throws `InvalidParameterValueException` for a number below 1, and `ResourceNotFoundException` in the call's words:
 * reads have others than changes of the policy.
 */
export function foundLayer(
  state: Pick<LambdaState, 'layers'>,
  place: Place,
  text: string,
  version: number,
  missing: (arn: string) => string = () => 'The resource you requested does not exist.',
): FoundLayer {
  if (version < 1)
    throw new AwsError('InvalidParameterValueException', 'Layer Version Cannot be less than 1');
  const name = ownLayer(place, text);
  const arn = layerArn(place, name, version);
  const found = state.layers?.[name]?.versions[version];
  if (!found) throw new AwsError('ResourceNotFoundException', missing(arn));
  return { name, arn, found };
}

/** The words of calls on a policy for an unknown version. */
export function noSuchVersion(arn: string): string {
  return `Layer version ${arn} does not exist.`;
}

/** A layer version as lists show it. */
export function listedLayer(place: Place, name: string, found: LayerVersion): LayerVersionsListItem {
  return {
    LayerVersionArn: layerArn(place, name, found.version),
    Version: found.version,
    Description: found.description,
    CreatedDate: lambdaTime(found.created),
    ...(found.compatibleRuntimes && {
      CompatibleRuntimes: found.compatibleRuntimes as LayerVersionsListItem['CompatibleRuntimes'],
    }),
    ...(found.compatibleArchitectures && {
      CompatibleArchitectures:
        found.compatibleArchitectures as LayerVersionsListItem['CompatibleArchitectures'],
    }),
    ...(found.licenseInfo !== undefined && { LicenseInfo: found.licenseInfo }),
  };
}

/** A layer version as PublishLayerVersion and GetLayerVersion show it, with a link to its content, which this engine serves itself. */
export function shownLayer(
  place: Place,
  endpoint: string,
  name: string,
  found: LayerVersion,
): GetLayerVersionResponse {
  return {
    Content: {
      Location: codeUrl(endpoint, found.code),
      CodeSha256: found.code.sha256,
      CodeSize: found.code.size,
    },
    LayerArn: layerArn(place, name),
    ...listedLayer(place, name, found),
  };
}

/**
 * Whether a version is compatible with a runtime and an architecture; without either it is compatible with all. One that names none is
 * compatible with none that is asked for (a guess).
 */
export function isFor(
  found: Pick<LayerVersion, 'compatibleRuntimes' | 'compatibleArchitectures'>,
  { runtime, architecture }: { runtime: string | undefined; architecture: string | undefined },
): boolean {
  return (
    (runtime === undefined || found.compatibleRuntimes?.includes(runtime) === true) &&
    (architecture === undefined || found.compatibleArchitectures?.includes(architecture) === true)
  );
}

/** A key by which versions sort as Lambda lists them: the newest first. */
export function newestFirst({ version }: Pick<LayerVersion, 'version'>): string {
  return String(Number.MAX_SAFE_INTEGER - version);
}
