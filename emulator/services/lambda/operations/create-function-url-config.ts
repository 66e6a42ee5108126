import type { CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { LOWER_ALPHANUMERIC } from '../../../store/random.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';
import { corsOf, honouredCors, shownUrl, urlPlace } from '../urls/function-urls.ts';

const ID_LENGTH = 32;
/** LocalStack's tag that gives a function's URL a chosen id. */
const CUSTOM_ID_TAG = '_custom_id_';

/** CreateFunctionUrlConfig: an HTTP address for a function or an alias. Answers come whole: streaming is refused. */
export function createFunctionUrlConfig({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigResponse>({
    honours: {
      FunctionName: true,
      Qualifier: true,
      AuthType: true,
      Cors: honouredCors,
      InvokeMode: ['BUFFERED'],
    },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    conditionKeys: ({ AuthType = 'AWS_IAM' }) => ({ 'lambda:FunctionUrlAuthType': AuthType }),
    run({ FunctionName = '', Qualifier, AuthType = 'AWS_IAM', Cors }) {
      const place = urlPlace(store.state, context, FunctionName, Qualifier);
      if (place.url) {
        throw new AwsError(
          'ResourceConflictException',
          `Failed to create function url config for [functionArn = ${place.arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
        );
      }
      const now = context.clock.now();
      const random = () => LOWER_ALPHANUMERIC[context.random.below(LOWER_ALPHANUMERIC.length)] ?? '';
      const url = {
        id: place.record.tags[CUSTOM_ID_TAG] ?? Array.from({ length: ID_LENGTH }, random).join(''),
        authType: AuthType,
        cors: corsOf(Cors),
        created: now,
        modified: now,
      };
      store.commit.setUrl({ name: place.record.name, qualifier: place.qualifier, url });
      const { LastModifiedTime, ...created } = shownUrl(context, place, url);
      return created;
    },
  });
}
