import type { Resource } from '@aws-sdk/client-api-gateway';
import type { ResourceRecord } from '../../state/records.ts';
import { describeMethod } from '../method/describe-method.ts';

/** A resource as AWS shows it: its methods by name, or complete if the caller embeds them. */
export function describeResource(resource: ResourceRecord, embed?: readonly string[]): Resource {
  const methods = Object.entries(resource.methods);
  const whole = embed?.includes('methods') ?? false;
  return {
    id: resource.id,
    parentId: resource.parentId,
    pathPart: resource.pathPart,
    path: resource.path,
    resourceMethods:
      methods.length > 0
        ? Object.fromEntries(methods.map(([name, method]) => [name, whole ? describeMethod(method) : {}]))
        : undefined,
  };
}
