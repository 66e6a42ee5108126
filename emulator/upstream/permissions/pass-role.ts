import type { CallToPermit, Permission } from './permission.ts';

/** Services that are handed roles, by the prefix of their actions, and the principal that uses the role (Service Authorization Reference). */
const PRINCIPALS: Readonly<Record<string, string>> = {
  states: 'states.amazonaws.com',
  events: 'events.amazonaws.com',
  scheduler: 'scheduler.amazonaws.com',
  pipes: 'pipes.amazonaws.com',
  firehose: 'firehose.amazonaws.com',
  cloudformation: 'cloudformation.amazonaws.com',
  ecs: 'ecs-tasks.amazonaws.com',
  ec2: 'ec2.amazonaws.com',
  glue: 'glue.amazonaws.com',
  config: 'config.amazonaws.com',
};

/** Calls that read name a role at most to look for it. */
const READS = /^(?:Describe|Get|List)/;

/** Members that hand a role over: `RoleArn`, `roleArn`, `RoleARN` and `Role`, wherever they stand; in a form they have a path before them. */
const MEMBER = /^(?:\w+\.)*(?:\w*[rR]ole(?:Arn|ARN)?)$/;

const ROLE = /^arn:aws[\w-]*:iam::\d{12}:role\/.+/;

/** Whether calls of a service, by its scope, may hand over a role: their bodies have to be read. */
export function takesRoles(scope: string): boolean {
  return Object.hasOwn(PRINCIPALS, scope);
}

/** What a call needs permission for because it hands a role to a service: `iam:PassRole` for each (IAM user guide, "Grant a user permissions to pass a role"). */
export function passedRoles(prefix: string, { operation, input }: CallToPermit): readonly Permission[] {
  const principal = PRINCIPALS[prefix];
  if (!principal || operation === undefined || READS.test(operation)) return [];
  return [...rolesIn(input)].map((resource) => ({
    action: 'iam:PassRole',
    resource,
    context: { 'iam:PassedToService': principal },
  }));
}

function rolesIn(value: unknown, name = '', found = new Set<string>()): Set<string> {
  if (typeof value === 'string' && MEMBER.test(name) && ROLE.test(value)) found.add(value);
  else if (Array.isArray(value)) for (const one of value) rolesIn(one, name, found);
  else if (typeof value === 'object' && value !== null)
    for (const [member, one] of Object.entries(value)) rolesIn(one, member, found);
  return found;
}
