import { passedRoles } from './pass-role.ts';
import type { CallToPermit, Permission } from './permission.ts';
import { resourcesOf } from './resources.ts';
import { s3Permissions } from './s3-permissions.ts';

/** IAM's service names where they differ from the signing name (Service Authorization Reference). */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', tagging: 'tag' };

/** Batch calls need the permission for each of their entries (the services' developer guides). */
const ACTIONS: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
  'sns:PublishBatch': 'sns:Publish',
};

/**
 * What IAM checks for a call that goes upstream. For an unknown operation it checks `<service>:UnknownOperation`, which only a policy for
 * the whole service allows: closed by default.
 */
export function permissionsOf(call: CallToPermit): readonly Permission[] {
  const { service, operation } = call;
  const prefix = PREFIXES[service.scope] ?? service.scope;
  if (operation === undefined) return [{ action: `${prefix}:UnknownOperation`, resource: '*' }];
  if (service.name === 'S3') return s3Permissions({ ...call, operation });
  const action = `${prefix}:${operation}`;
  const own = resourcesOf(service.scope, call).map((resource) => ({
    action: ACTIONS[action] ?? action,
    resource,
  }));
  return [...own, ...passedRoles(prefix, call)];
}
