import { AwsError } from '../../../edge/aws-error.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type {
  FunctionEvents,
  FunctionInvocation,
  FunctionInvoker,
} from '../../../edge/interfaces/function-invoker.ts';
import type { CodeStore } from '../code/code-store.ts';
import { DEBUGGING_MS } from '../environments/inspection.ts';
import type { Pools } from '../environments/pools.ts';
import { parseFunctionName } from '../function-name.ts';
import { policyDocument } from '../policy.ts';
import type { LambdaStore } from '../state/lambda-store.ts';
import { foundVersion, policyKey } from '../versions.ts';
import { checkPayload } from './check-payload.ts';
import type { EventQueue } from './event-queue.ts';
import type { RunFunction } from './run-function.ts';
import { runnable } from './runnable.ts';

interface Dependencies {
  context: Pick<EngineContext, 'config' | 'random' | 'clock'>;
  authority: Pick<Authority, 'authorize' | 'evaluateResourcePolicy' | 'isAssumableBy'>;
  store: LambdaStore;
  /** For permission checks. */
  permissions: LambdaStore;
  code: CodeStore;
  pools: Pick<Pools, 'isInspected'>;
  run: RunFunction;
  events: Pick<EventQueue, 'accept'>;
}

/** Lets the engine's other services invoke functions, checking the function's resource policy, as on AWS. */
export function createServiceInvoker(dependencies: Dependencies): FunctionInvoker & FunctionEvents {
  const { context, run } = dependencies;
  return {
    patience: (functionArn, ms) =>
      dependencies.pools.isInspected(parseFunctionName(functionArn)?.name ?? '') ? DEBUGGING_MS : ms,
    checkMayInvoke: (request) => checkMayInvoke(dependencies, request),
    enqueue({ payload, traceId, ...request }) {
      checkMayInvoke(dependencies, request);
      const bytes = Buffer.from(payload);
      checkPayload(bytes, 'Event');
      dependencies.events.accept({
        functionArn: request.functionArn,
        payload: bytes,
        requestId: context.random.uuid(),
        traceId,
        invokedBy: request.invokedBy,
      });
    },
    async invoke({ payload, traceId, purpose, ...request }) {
      checkMayInvoke(dependencies, request);
      const { functionArn, invokedBy } = request;
      const { revision, arn } = runnable(dependencies, functionArn);
      const bytes = Buffer.from(payload);
      checkPayload(bytes, 'RequestResponse');
      const requestId = context.random.uuid();
      const outcome = await run({
        revision,
        invokedFunctionArn: arn,
        payload: bytes,
        requestId,
        traceId,
        invokedBy,
        purpose,
      });
      return {
        requestId,
        payload:
          typeof outcome.payload === 'string'
            ? outcome.payload
            : Buffer.from(outcome.payload).toString('utf8'),
        ...(outcome.failure && { functionError: 'Unhandled' as const }),
      };
    },
  };
}

type Asked = Pick<
  FunctionInvocation,
  'functionArn' | 'invokedBy' | 'sourceArn' | 'sourceAccount' | 'roleArn'
>;

/** Throws AWS's error for an unknown function, and if neither its resource policy nor the role allows the service. */
function checkMayInvoke(dependencies: Dependencies, asked: Asked): void {
  const { context, authority, store, permissions } = dependencies;
  const { functionArn, invokedBy, sourceArn, sourceAccount } = asked;
  const { record, qualifier } = foundVersion(store.state, context.config, functionArn);
  const policy = policyDocument(
    permissions.state.functions[record.name]?.policies[policyKey(qualifier)] ?? [],
  );
  if (asked.roleArn !== undefined) {
    checkByRole(dependencies, asked, policy);
    return;
  }
  const decision = authority.evaluateResourcePolicy(policy, {
    principal: { kind: 'service', accountId: sourceAccount, arn: invokedBy, userId: invokedBy },
    action: 'lambda:InvokeFunction',
    resource: functionArn,
    context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceAccount },
  });
  if (decision !== 'allowed') {
    throw refused(
      `User: ${invokedBy} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn} because no resource-based policy allows the lambda:InvokeFunction action`,
    );
  }
}

/** The name of API Gateway's session when it invokes by a role, as CloudTrail shows. */
const SESSION = 'BackplaneAssumeRoleSession';

function checkByRole({ authority }: Dependencies, asked: Asked, resourcePolicy: string): void {
  const { functionArn, invokedBy, sourceAccount, roleArn = '' } = asked;
  if (!authority.isAssumableBy(roleArn, invokedBy))
    throw refused(`User: ${invokedBy} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`);
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  authority.authorize({
    principal: {
      kind: 'assumed-role',
      accountId: sourceAccount,
      arn: `arn:aws:sts::${sourceAccount}:assumed-role/${name}/${SESSION}`,
      userId: SESSION,
      roleArn,
    },
    action: 'lambda:InvokeFunction',
    resource: functionArn,
    resourcePolicy,
  });
}

function refused(message: string): AwsError {
  return new AwsError('AccessDeniedException', message, { status: 403 });
}
