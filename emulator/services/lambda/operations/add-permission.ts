import type { AddPermissionRequest, AddPermissionResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { checkPolicyRevision } from '../change-guard.ts';
import { functionArn, resourceOf } from '../function-name.ts';
import { limits } from '../limits.ts';
import { policyDocument, statementOf } from '../policy.ts';
import type { LambdaServices } from '../services.ts';
import { checkAlias, foundVersion, policyKey } from '../versions.ts';

/** AddPermission: adds a statement to a function's resource policy. There is no call that changes one. */
export function addPermission({
  context,
  store,
  authority,
}: Pick<LambdaServices, 'context' | 'store' | 'authority'>) {
  return operation<AddPermissionRequest, AddPermissionResponse>({
    honours: {
      FunctionName: true,
      StatementId: true,
      Action: true,
      Principal: true,
      SourceArn: true,
      SourceAccount: true,
      Qualifier: true,
      RevisionId: true,
      FunctionUrlAuthType: true,
      InvokedViaFunctionUrl: true,
    },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    conditionKeys: ({ Principal = '', FunctionUrlAuthType }) => ({
      'lambda:Principal': Principal,
      ...(FunctionUrlAuthType !== undefined && { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
    }),
    run(input) {
      const { FunctionName = '', Qualifier, StatementId, RevisionId } = input;
      checkAlias(store.state, context.config, FunctionName, Qualifier);
      const { record, settings, alias, qualifier } = foundVersion(
        store.state,
        context.config,
        FunctionName,
        Qualifier,
      );
      if (qualifier === '$LATEST') {
        throw new AwsError(
          'InvalidParameterValueException',
          'We currently do not support adding policies for $LATEST.',
        );
      }
      checkPolicyRevision(RevisionId, alias?.revisionId ?? settings.revisionId);
      const present = record.policies[policyKey(qualifier)] ?? [];
      if (present.some(({ Sid }) => Sid === StatementId)) {
        throw new AwsError(
          'ResourceConflictException',
          `The statement id (${StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        );
      }
      const statement = statementOf(input, functionArn(context.config, record.name, qualifier), authority);
      const statements = [...present, statement];
      const { length } = policyDocument(statements);
      if (length > limits.policyBytes) {
        throw new AwsError(
          'PolicyLengthExceededException',
          `The final policy size (${length}) is bigger than the limit (${limits.policyBytes}).`,
        );
      }
      store.commit.setPolicy({
        name: record.name,
        qualifier: policyKey(qualifier),
        statements,
        revisionId: context.random.uuid(),
      });
      return { Statement: JSON.stringify(statement) };
    },
  });
}
