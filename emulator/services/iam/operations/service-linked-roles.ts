import type {
  CreateServiceLinkedRoleCommandInput,
  DeleteServiceLinkedRoleCommandInput,
  GetServiceLinkedRoleDeletionStatusCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError, notImplemented } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import type { Role } from '../state/iam-state.ts';
import { isLinked, serviceLinkedRoles } from '../state/service-linked-roles.ts';
import { type IamDependencies, iamArn, isTaken, resourceTags, roleNamed, uniqueId } from './identities.ts';
import { briefRole } from './roles.ts';

/**
 * CreateServiceLinkedRole, DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus. No service here uses such a role, so its deletion
 * completes at once.
 */
export function serviceLinkedRoleOperations(
  dependencies: IamDependencies,
): Record<string, Operation<object, object>> {
  const { store, accountId, now, random } = dependencies;

  return {
    CreateServiceLinkedRole: operation<CreateServiceLinkedRoleCommandInput, object>({
      honours: { AWSServiceName: true, Description: true, CustomSuffix: true },
      resource: ({ AWSServiceName }) =>
        iamArn(accountId, 'role', '*', `/aws-service-role/${AWSServiceName}/`),
      conditionKeys: ({ AWSServiceName = '' }) => ({ 'iam:AWSServiceName': AWSServiceName }),
      run({ AWSServiceName: service = '', Description, CustomSuffix }) {
        const linked = serviceLinkedRoles.get(service);
        if (!linked) throw notImplemented(`The service-linked role of ${service}`);
        if (CustomSuffix !== undefined && !linked.customSuffix)
          throw new AwsError('InvalidInputException', `Custom suffix is not allowed for ${service}`);
        const name = CustomSuffix === undefined ? linked.role : `${linked.role}_${CustomSuffix}`;
        if (isTaken(store.state.roles, name)) {
          throw new AwsError(
            'InvalidInputException',
            `Service role name ${name} has been taken in this account, please try a different suffix.`,
          );
        }
        const path = `/aws-service-role/${service}/`;
        const role: Role = {
          name,
          path,
          id: uniqueId(random, 'AROA'),
          arn: iamArn(accountId, 'role', name, path),
          createDate: now(),
          description: Description,
          maxSessionDuration: 3600,
          trust: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
          }),
          tags: new Map(),
          inline: new Map(),
          attached: new Set(linked.policies.map((policy) => `arn:aws:iam::aws:policy/${policy}`)),
        };
        store.commit.putRole(role);
        return { Role: briefRole(role) };
      },
    }),
    DeleteServiceLinkedRole: operation<DeleteServiceLinkedRoleCommandInput, object>({
      honours: { RoleName: true },
      resource: ({ RoleName }) =>
        store.state.roles.get(RoleName ?? '')?.arn ?? iamArn(accountId, 'role', RoleName),
      conditionKeys: ({ RoleName }) => resourceTags(store.state.roles.get(RoleName ?? '')),
      run({ RoleName }) {
        const { name, path } = roleNamed(store, RoleName);
        // AWS's error for a role that is not linked to a service is a guess.
        if (!isLinked(path))
          throw new AwsError('InvalidInputException', `Role ${name} is not a service-linked role.`);
        const DeletionTaskId = `task${path}${name}/${random.uuid()}`;
        store.commit.removeLinkedRole({ name, task: DeletionTaskId });
        return { DeletionTaskId };
      },
    }),
    GetServiceLinkedRoleDeletionStatus: operation<GetServiceLinkedRoleDeletionStatusCommandInput, object>({
      honours: { DeletionTaskId: true },
      resource: ({ DeletionTaskId = '' }) => {
        const [, service = '*', name = '*'] =
          /^task\/aws-service-role\/([^/]+)\/([^/]+)/.exec(DeletionTaskId) ?? [];
        return iamArn(accountId, 'role', name, `/aws-service-role/${service}/`);
      },
      run({ DeletionTaskId = '' }) {
        if (store.state.deletionTasks.has(DeletionTaskId)) return { Status: 'SUCCEEDED' };
        throw new AwsError('NoSuchEntityException', `Deletion task ${DeletionTaskId} not found.`);
      },
    }),
  };
}

/** The operations that only the service itself may do to its role (API reference, `UnmodifiableEntity`). */
const PROTECTED = [
  'AttachRolePolicy',
  'DetachRolePolicy',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'PutRolePermissionsBoundary',
  'DeleteRolePermissionsBoundary',
  'UpdateAssumeRolePolicy',
  'AddRoleToInstanceProfile',
  'DeleteRole',
];

/** Rejects, for service-linked roles, what only the service may do. */
export function protectLinkedRoles(
  operations: Record<string, Operation<object, object>>,
  { store }: Pick<IamDependencies, 'store'>,
): Record<string, Operation<object, object>> {
  const guarded = Object.entries(operations).filter(([name]) => PROTECTED.includes(name));
  const guard = (one: Operation<object, object>): Operation<object, object> => ({
    ...one,
    run(input, call) {
      const { RoleName = '' } = input as { RoleName?: string };
      const role = store.state.roles.get(RoleName);
      if (role && isLinked(role.path)) {
        throw new AwsError(
          'UnmodifiableEntityException',
          `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
        );
      }
      return one.run(input, call);
    },
  });
  return { ...operations, ...Object.fromEntries(guarded.map(([name, one]) => [name, guard(one)])) };
}
