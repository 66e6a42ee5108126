import type { FunctionConfiguration, PublishVersionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { checkNothingUnderWay, checkRevision } from '../change-guard.ts';
import { shownConfiguration } from '../configuration.ts';
import { foundFunction, functionArn, resourceOf } from '../function-name.ts';
import { publish } from '../publish.ts';
import type { LambdaServices } from '../services.ts';

/** PublishVersion: freezes `$LATEST` under a number; the same code and settings are not published twice. */
export function publishVersion({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<PublishVersionRequest, FunctionConfiguration>({
    honours: { FunctionName: true, CodeSha256: true, Description: true, RevisionId: true },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '', CodeSha256, Description, RevisionId }) {
      const { record } = foundFunction(store.state, context.config, FunctionName);
      const { latest, name } = record;
      checkNothingUnderWay(latest, functionArn(context.config, name));
      checkRevision(RevisionId, latest.revisionId);
      if (CodeSha256 && CodeSha256 !== latest.code.sha256) {
        throw new AwsError(
          'InvalidParameterValueException',
          `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.code.sha256}). Please try again with the CodeSHA256 in $LATEST.`,
        );
      }
      const settings = publish({ store, random: context.random }, record, Description);
      return shownConfiguration(context.config, name, settings, settings.version);
    },
  });
}
