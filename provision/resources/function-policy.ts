import { AddPermissionCommand, GetPolicyCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { parseDocument, type Value } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { codeOf, isGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { arn } from '../reconcile/scope.ts';

export interface Grant {
  /** The statement's id. */
  readonly sid: string;
  /** The service that may invoke: `apigateway.amazonaws.com`. */
  readonly principal: string;
  /** For which of its resources. */
  readonly sourceArn: string;
}

export interface FunctionPolicyProps {
  readonly functionName: string;
  readonly functionArn: string;
  readonly grants: readonly Grant[];
}

type Statements = Readonly<Record<string, Value>>;

/**
 * Who may invoke a function: the whole of its resource policy, so that a statement which nobody declared is found and
 * removed, and stale ones do not pile up. There is no call to change a statement: it is removed and added.
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

function statementOf({ principal, sourceArn }: Grant, functionArn: string): Value {
  return {
    Effect: 'Allow',
    Principal: { Service: principal },
    Action: 'lambda:InvokeFunction',
    Resource: functionArn,
    Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } },
  };
}

function statementsOf(document: Value): Statements | undefined {
  if (typeof document !== 'object' || document === null || !('Statement' in document)) return undefined;
  const list = document.Statement;
  if (!Array.isArray(list)) return undefined;
  return Object.fromEntries(list.map(({ Sid, ...statement }) => [field(String(Sid)), statement]));
}

async function add(
  functionName: string,
  { sid, principal, sourceArn }: Grant,
  { clients }: Run,
): Promise<void> {
  const command = new AddPermissionCommand({
    FunctionName: functionName,
    StatementId: sid,
    Principal: principal,
    Action: 'lambda:InvokeFunction',
    SourceArn: sourceArn,
  });
  try {
    await clients.lambda.send(command);
  } catch (error) {
    // There since an attempt whose answer was lost, or of old: it is made anew either way, since it may differ.
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
