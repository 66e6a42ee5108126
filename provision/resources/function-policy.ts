import { AddPermissionCommand, GetPolicyCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { parseDocument, type Value } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { codeOf, isGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { arn } from '../reconcile/scope.ts';

export interface Grant {
  /** The statement's id. */
  readonly sid: string;
  /** The service that may invoke, `apigateway.amazonaws.com`, or `*` for everybody. */
  readonly principal: string;
  readonly action: 'lambda:InvokeFunction' | 'lambda:InvokeFunctionUrl';
  /** For which of the service's resources. */
  readonly sourceArn?: string;
  /** Only by the function's URL, without signatures (Lambda guide, "Control access to function URLs"). */
  readonly byUrl?: true;
}

export interface FunctionPolicyProps {
  readonly functionName: string;
  readonly functionArn: string;
  readonly grants: readonly Grant[];
}

type Statements = Readonly<Record<string, Value>>;

/**
 * Who may invoke a function: its whole resource policy, so that undeclared statements are found and removed, and stale ones do not pile up.
 * No call changes a statement: it is removed and added.
 */
export const functionPolicy: Kind<FunctionPolicyProps, Statements, { functionName: string }> = {
  type: 'permission to invoke',
  part: true,
  name: ({ functionName }) => functionName,
  identity: ({ functionName }) => [functionName],
  async observe({ functionName }, { clients }) {
    try {
      const { Policy } = await clients.lambda.send(new GetPolicyCommand({ FunctionName: functionName }));
      return statementsOf(parseDocument(Policy));
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: ({ grants, functionArn }) =>
    Object.fromEntries(grants.map((grant) => [field(grant.sid), statementOf(grant, functionArn)])),
  found: (statements) => statements,
  predict: ({ functionName }) => ({ functionName }),
  outputs: (_state, { functionName }) => ({ functionName }),
  async create({ functionName, functionArn, grants }, run) {
    for (const grant of grants) await add(functionName, grant, run);
    return Object.fromEntries(grants.map((grant) => [field(grant.sid), statementOf(grant, functionArn)]));
  },
  async update({ functionName, grants }, state, changed, run) {
    for (const name of changed) {
      const sid = name.replace(/^statement /, '');
      const grant = grants.find((candidate) => candidate.sid === sid);
      if (state[name] !== undefined) await removeStatement(functionName, sid, run);
      if (grant) await add(functionName, grant, run);
    }
  },
  async remove(state, { functionName }, run) {
    for (const name of Object.keys(state))
      await removeStatement(functionName, name.replace(/^statement /, ''), run);
  },
  permissions: ({ functionName }, scope) => [
    {
      actions: ['lambda:AddPermission', 'lambda:GetPolicy', 'lambda:RemovePermission'],
      resources: [arn(scope, 'lambda', `function:${functionName}`)],
    },
  ],
};

function field(sid: string): string {
  return `statement ${sid}`;
}

function statementOf({ principal, action, sourceArn, byUrl }: Grant, functionArn: string): Value {
  const throughUrl =
    action === 'lambda:InvokeFunctionUrl'
      ? { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } }
      : { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } };
  return {
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { Service: principal },
    Action: action,
    Resource: functionArn,
    Condition: {
      ...(sourceArn ? { ArnLike: { 'AWS:SourceArn': sourceArn } } : {}),
      ...(byUrl ? throughUrl : {}),
    },
  };
}

function statementsOf(document: Value): Statements | undefined {
  if (typeof document !== 'object' || document === null || !('Statement' in document)) return undefined;
  const list = document.Statement;
  if (!Array.isArray(list)) return undefined;
  return Object.fromEntries(list.map(({ Sid, ...statement }) => [field(String(Sid)), statement]));
}

async function add(functionName: string, grant: Grant, { clients }: Run): Promise<void> {
  const { sid, principal, action, sourceArn, byUrl } = grant;
  const throughUrl =
    action === 'lambda:InvokeFunctionUrl'
      ? { FunctionUrlAuthType: 'NONE' as const }
      : { InvokedViaFunctionUrl: true };
  const command = new AddPermissionCommand({
    FunctionName: functionName,
    StatementId: sid,
    Principal: principal,
    Action: action,
    ...(sourceArn ? { SourceArn: sourceArn } : {}),
    ...(byUrl ? throughUrl : {}),
  });
  try {
    await clients.lambda.send(command);
  } catch (error) {
    // It exists since an attempt whose answer was lost, or for longer: it is made again either way, because it may differ.
    if (codeOf(error) !== 'ResourceConflictException') throw error;
    await clients.lambda
      .send(new RemovePermissionCommand({ FunctionName: functionName, StatementId: sid }))
      .catch(unlessGone);
    await clients.lambda.send(command);
  }
}

async function removeStatement(functionName: string, StatementId: string, { clients }: Run): Promise<void> {
  await clients.lambda
    .send(new RemovePermissionCommand({ FunctionName: functionName, StatementId }))
    .catch(unlessGone);
}

function unlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}
