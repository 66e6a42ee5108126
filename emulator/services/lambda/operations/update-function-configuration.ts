import type { FunctionConfiguration, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { checkNothingUnderWay, checkRevision } from '../change-guard.ts';
import { shownConfiguration } from '../configuration.ts';
import { checkDeadLetters, givenDeadLetters, honouredDeadLetters } from '../destinations/dead-letter.ts';
import { foundFunction, functionArn, resourceOf } from '../function-name.ts';
import { attachLayers, checkUnzippedSize, layerKeys } from '../layers/attach-layers.ts';
import type { LambdaServices } from '../services.ts';
import { checkRole, checkSettings, honouredSettings, loggingOf } from '../settings-check.ts';
import type { Configuration } from '../state/records.ts';

/** UpdateFunctionConfiguration: keeps what is left out, and replaces the map of variables as a whole. */
export function updateFunctionConfiguration(
  services: Pick<LambdaServices, 'context' | 'store' | 'processes' | 'authority' | 'settle' | 'messages'>,
) {
  const { context, store, processes, authority, settle, messages } = services;
  return operation<UpdateFunctionConfigurationRequest, FunctionConfiguration>({
    honours: {
      ...honouredSettings,
      DeadLetterConfig: honouredDeadLetters(messages),
      RevisionId: true,
    },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    conditionKeys: ({ Layers }) => layerKeys(Layers),
    async run(input, call) {
      await processes.check(input.Runtime);
      const { record } = foundFunction(store.state, context.config, input.FunctionName ?? '');
      const { name, latest: before } = record;
      checkRevision(input.RevisionId, before.revisionId);
      checkNothingUnderWay(before, functionArn(context.config, name));
      checkSettings(input);
      if (input.Role !== undefined) checkRole(input.Role, functionArn(context.config, name), authority, call);
      const layers =
        input.Layers &&
        attachLayers(input.Layers, { state: store.state, place: context.config, call }, before.layers);
      checkUnzippedSize(before.code, layers);
      const roleArn = input.Role ?? before.role;
      const { deadLetterArn, ...rest } = before;
      const deadLetters = givenDeadLetters(input.DeadLetterConfig, { authority, roleArn }) ?? deadLetterArn;
      if (deadLetters && input.Role !== undefined) checkDeadLetters(deadLetters, { authority, roleArn });
      const latest: Configuration = {
        ...rest,
        ...(deadLetters && { deadLetterArn: deadLetters }),
        description: input.Description ?? before.description,
        role: roleArn,
        handler: input.Handler ?? before.handler,
        runtime: input.Runtime ?? before.runtime,
        timeout: input.Timeout ?? before.timeout,
        memorySize: input.MemorySize ?? before.memorySize,
        ...(input.EphemeralStorage && { ephemeralStorage: input.EphemeralStorage.Size }),
        ...(layers && { layers }),
        variables: input.Environment ? { ...input.Environment.Variables } : before.variables,
        logging: loggingOf(name, input.LoggingConfig, before.logging),
        change: context.random.uuid(),
        revisionId: context.random.uuid(),
        lastModified: context.clock.now(),
        lastUpdateStatus: 'InProgress',
      };
      store.commit.changeFunction({ name, latest });
      settle(name);
      return shownConfiguration(context.config, name, latest);
    },
  });
}
