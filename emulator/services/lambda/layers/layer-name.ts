import { notImplemented } from '../../../edge/aws-error.ts';
import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';

type Place = Pick<EngineConfig, 'accountId' | 'region'>;

/** ARN of a layer, or of one of its versions. */
export function layerArn({ region, accountId }: Place, name: string, version?: number): string {
  return `arn:aws:lambda:${region}:${accountId}:layer:${name}${version === undefined ? '' : `:${version}`}`;
}

/** A layer in a call: by name or ARN, the latter with or without a version. */
export interface NamedLayer {
  name: string;
  version: number | undefined;
  region: string | undefined;
  accountId: string | undefined;
}

const ARN = /^arn:[a-zA-Z0-9-]+:lambda:([a-zA-Z0-9-]+):(\d{12}):layer:([a-zA-Z0-9-_]+)(?::(\d+))?$/;

/** Parses a layer's name; the model has checked its form. */
export function parseLayer(text: string): NamedLayer {
  const [, region, accountId, name, version] = ARN.exec(text) ?? [];
  if (name === undefined) return { name: text, version: undefined, region: undefined, accountId: undefined };
  return { name, region, accountId, version: version === undefined ? undefined : Number(version) };
}

/** The resource of a call on a layer or its version. */
export function layerResource(place: Place, text: string, version?: number): string {
  const { name, region = place.region, accountId = place.accountId } = parseLayer(text);
  return layerArn({ region, accountId }, name, version);
}

/** The name of a layer of this account. Throws `NotImplementedException` for another account's or region's. */
export function ownLayer(place: Place, text: string): string {
  const { name, region = place.region, accountId = place.accountId } = parseLayer(text);
  if (accountId !== place.accountId || region !== place.region)
    throw notImplemented(`A layer of another account or region (${text})`);
  return name;
}
