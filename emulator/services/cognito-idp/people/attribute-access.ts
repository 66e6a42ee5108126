import { AwsError } from '../../../edge/aws-error.ts';
import { isStandard } from '../pool/schema.ts';
import type { ClientSettings } from '../state/settings.ts';
import type { Attributes } from './attributes.ts';

/** Throws `NotAuthorizedException` if a client writes attributes that it may not write. */
export function checkWritable(client: ClientSettings, written: Attributes): void {
  const allowed = (name: string) =>
    client.WriteAttributes
      ? client.WriteAttributes.includes(name)
      : isStandard(name) && name !== 'sub' && !name.endsWith('_verified');
  if (!Object.keys(written).every(allowed)) {
    throw new AwsError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
  }
}

/** The attributes that a client may read; `sub` always is one. */
export function readable(client: ClientSettings, attributes: Readonly<Attributes>): Attributes {
  const allowed = (name: string) =>
    name === 'sub' || (client.ReadAttributes ? client.ReadAttributes.includes(name) : isStandard(name));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => allowed(name)));
}
