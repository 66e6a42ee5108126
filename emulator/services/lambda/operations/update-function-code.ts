import type { FunctionConfiguration, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { checkNothingUnderWay, checkRevision } from '../change-guard.ts';
import { honouredPlaces, receiveCode } from '../code/receive-code.ts';
import { shownConfiguration } from '../configuration.ts';
import { foundFunction, functionArn, resourceOf } from '../function-name.ts';
import { checkUnzippedSize } from '../layers/attach-layers.ts';
import { publish } from '../publish.ts';
import type { LambdaServices } from '../services.ts';
import type { Configuration } from '../state/records.ts';

/** UpdateFunctionCode: invocations run the old code until the new one has come through, and no request is lost. */
export function updateFunctionCode(
  services: Pick<LambdaServices, 'context' | 'store' | 'code' | 'settle' | 'objects'>,
) {
  const { context, store, code, settle, objects } = services;
  return operation<UpdateFunctionCodeRequest, FunctionConfiguration>({
    honours: {
      FunctionName: true,
      ZipFile: true,
      ...honouredPlaces(objects),
      Publish: true,
      DryRun: true,
      RevisionId: true,
      Architectures: ['x86_64', 'arm64'],
    },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    async run({ FunctionName = '', RevisionId, DryRun, Architectures, Publish, ...given }, call) {
      const find = () => foundFunction(store.state, context.config, FunctionName).record;
      const check = ({ latest, name }: ReturnType<typeof find>) => {
        checkRevision(RevisionId, latest.revisionId);
        checkNothingUnderWay(latest, functionArn(context.config, name));
      };
      check(find());
      const received = await receiveCode(code, given, {
        operation: 'UpdateFunctionCode',
        dryRun: DryRun,
        objects,
        call,
      });
      // Another call may have changed or deleted the function while the code was written.
      const record = find();
      check(record);
      checkUnzippedSize(received, record.latest.layers);
      const latest: Configuration = {
        ...record.latest,
        code: received,
        architecture: Architectures?.[0] ?? record.latest.architecture,
        change: context.random.uuid(),
        revisionId: context.random.uuid(),
        lastModified: context.clock.now(),
        lastUpdateStatus: 'InProgress',
      };
      if (DryRun) return shownConfiguration(context.config, record.name, latest);
      store.commit.changeFunction({ name: record.name, latest });
      const shown = Publish ? publish({ store, random: context.random }, find()) : latest;
      settle(record.name);
      return shownConfiguration(context.config, record.name, shown, Publish ? shown.version : undefined);
    },
  });
}
