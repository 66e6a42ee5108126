import type { CallToPermit, Permission } from './permission.ts';
import { resourcesOf } from './resources.ts';
import { s3Permissions } from './s3-permissions.ts';

/** The services of IAM's actions where they are not called as in a signature's scope (Service Authorization Reference). */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', tagging: 'tag' };

/** Calls of several at once need leave for what they do to each (the services' developer guides). */
const ACTIONS: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
  'sns:PublishBatch': 'sns:Publish',
};

/**
 * What IAM is asked about a call that goes on. Where the engine does not know the operation it asks for `<service>:UnknownOperation`,
 * which only a policy allows that allows the whole service: closed by default.
 */
export function permissionsOf(call: CallToPermit): readonly Permission[] {
  const { service, operation } = call;
  const prefix = PREFIXES[service.scope] ?? service.scope;
  if (operation === undefined) return [{ action: `${prefix}:UnknownOperation`, resource: '*' }];
  if (service.name === 'S3') return s3Permissions({ ...call, operation });
  const action = `${prefix}:${operation}`;
  return resourcesOf(service.scope, call).map((resource) => ({
    action: ACTIONS[action] ?? action,
    resource,
  }));
}
