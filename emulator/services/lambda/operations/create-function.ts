import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { honouredPlaces, receiveCode } from '../code/receive-code.ts';
import { shownConfiguration } from '../configuration.ts';
import { givenDeadLetters, honouredDeadLetters } from '../destinations/dead-letter.ts';
import { addressedFunction, functionArn, resourceOf } from '../function-name.ts';
import { attachLayers, checkUnzippedSize, layerKeys } from '../layers/attach-layers.ts';
import { publish } from '../publish.ts';
import type { LambdaServices } from '../services.ts';
import { checkRole, checkSettings, honouredSettings, loggingOf } from '../settings-check.ts';
import type { Configuration } from '../state/records.ts';
import { checkTags } from '../tags.ts';

/** Lambda's names end here; the model allows for the ARN around them. */
const LONGEST_NAME = 64;

/** CreateFunction: stores the code, and returns a function that is Pending until the code is unzipped. */
export function createFunction(
  services: Pick<
    LambdaServices,
    'context' | 'store' | 'code' | 'processes' | 'authority' | 'settle' | 'objects' | 'messages'
  >,
) {
  const { context, store, code, processes, authority, settle, objects, messages } = services;
  return operation<CreateFunctionRequest, FunctionConfiguration>({
    honours: {
      ...honouredSettings,
      DeadLetterConfig: honouredDeadLetters(messages),
      Code: { ZipFile: true, ...honouredPlaces(objects) },
      PackageType: ['Zip'],
      Publish: true,
      Tags: true,
      Architectures: ['x86_64', 'arm64'],
    },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    conditionKeys: ({ Layers }) => layerKeys(Layers),
    async run(input, call) {
      const { FunctionName = '', Runtime, Handler, Role = '', Code, Tags = {} } = input;
      const { name, arn } = addressedFunction(context.config, FunctionName);
      if (name.length > LONGEST_NAME) {
        throw new AwsError(
          'ValidationException',
          `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${LONGEST_NAME}`,
          { status: 400 },
        );
      }
      // A function is made in the caller's own account only; AWS refuses another's without a text (recorded).
      if (arn.split(':')[4] !== context.config.accountId)
        throw new AwsError('AccessDeniedException', '', { status: 403 });
      if (!Runtime || !Handler) {
        throw invalid(
          'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
        );
      }
      checkSettings(input);
      await processes.check(Runtime);
      checkTags(Tags);
      if (Object.keys(Tags).length > 0)
        call.authorize('lambda:TagResource', functionArn(context.config, name));
      checkRole(Role, functionArn(context.config, name), authority, call);
      const deadLetterArn = givenDeadLetters(input.DeadLetterConfig, { authority, roleArn: Role });
      checkNew(store.state.functions, name);
      const layers = attachLayers(input.Layers ?? [], { state: store.state, place: context.config, call });
      const received = await receiveCode(code, Code ?? {}, { operation: 'CreateFunction', objects, call });
      checkNew(store.state.functions, name);
      checkUnzippedSize(received, layers);

      const latest: Configuration = {
        version: '$LATEST',
        description: input.Description ?? '',
        role: Role,
        handler: Handler,
        runtime: Runtime,
        timeout: input.Timeout ?? 3,
        memorySize: input.MemorySize ?? 128,
        ...(input.EphemeralStorage && { ephemeralStorage: input.EphemeralStorage.Size }),
        ...(layers.length > 0 && { layers }),
        ...(deadLetterArn && { deadLetterArn }),
        variables: input.Environment && { ...input.Environment.Variables },
        architecture: input.Architectures?.[0] ?? 'x86_64',
        logging: loggingOf(name, input.LoggingConfig),
        code: received,
        change: context.random.uuid(),
        revisionId: context.random.uuid(),
        lastModified: context.clock.now(),
        state: 'Pending',
        lastUpdateStatus: undefined,
      };
      const record = {
        name,
        latest,
        settled: undefined,
        versions: {},
        published: 0,
        aliases: {},
        urls: {},
        reserved: undefined,
        eventSettings: {},
        tags: Tags,
        policies: {},
      };
      store.commit.createFunction(record);
      const shown = input.Publish ? publish({ store, random: context.random }, record) : latest;
      settle(name);
      // The ARN names no version, even of one that is published (recorded).
      return shownConfiguration(context.config, name, shown);
    },
  });
}

function checkNew(functions: Readonly<Record<string, unknown>>, name: string): void {
  if (functions[name]) throw new AwsError('ResourceConflictException', `Function already exist: ${name}`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
