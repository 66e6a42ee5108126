import type { Cors, GetFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import { orMissing } from '../event-settings.ts';
import { addressedFunction, foundFunction, functionArn } from '../function-name.ts';
import type { LambdaState } from '../state/lambda-store.ts';
import type { FunctionRecord, FunctionUrl, UrlCors } from '../state/records.ts';
import { isAliasName } from '../versions.ts';

type Place = Pick<EngineContext, 'config' | 'endpoint'>;

/** What the operations on function URLs honour of CORS. */
export const honouredCors = {
  AllowCredentials: true,
  AllowHeaders: true,
  AllowMethods: true,
  AllowOrigins: true,
  ExposeHeaders: true,
  MaxAge: true,
} as const;

export interface UrlPlace {
  record: FunctionRecord;
  /** An alias, or `` for the function itself: a version has no URL. */
  qualifier: string;
  arn: string;
}

/** The refusal for a function or an alias that is not there, of the operations that make, change or list URLs (recorded). */
export function noFunction(): AwsError {
  return new AwsError('ResourceNotFoundException', 'Function does not exist');
}

function noUrl(): AwsError {
  return new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.');
}

/** Where the URL of a call's function and qualifier is. Throws AWS's errors for what does not exist or cannot have one. */
export function urlPlace(
  state: LambdaState,
  { config }: Pick<Place, 'config'>,
  text: string,
  given?: string,
): UrlPlace & { url: FunctionUrl | undefined } {
  const addressed = addressedFunction(config, text, given);
  const { qualifier = '' } = addressed;
  if (qualifier !== '' && !isAliasName(qualifier)) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)`,
      { status: 400 },
    );
  }
  const { record, arn } = orMissing(() => foundFunction(state, config, text, given), noFunction);
  if (qualifier !== '' && !record.aliases[qualifier]) throw noFunction();
  return { record, qualifier, arn, url: record.urls[qualifier] };
}

/** The same for a URL that must exist. Throws `ResourceNotFoundException`. */
export function foundUrl(...place: Parameters<typeof urlPlace>): UrlPlace & { url: FunctionUrl } {
  const { url, ...found } = orMissing(() => urlPlace(...place), noUrl);
  if (!url) throw noUrl();
  return { ...found, url };
}

/** A function URL as the API shows it, in LocalStack's form: `http://<id>.lambda-url.<region>.localhost.localstack.cloud:<port>/`. */
export function shownUrl(
  { config, endpoint }: Place,
  { record, qualifier }: Omit<UrlPlace, 'arn'>,
  url: FunctionUrl,
) {
  const { port } = new URL(endpoint());
  return {
    FunctionUrl: `http://${url.id}.lambda-url.${config.region}.localhost.localstack.cloud:${port}/`,
    FunctionArn: functionArn(config, record.name, qualifier),
    AuthType: url.authType,
    ...(url.cors && { Cors: shownCors(url.cors) }),
    CreationTime: new Date(url.created).toISOString(),
    LastModifiedTime: new Date(url.modified).toISOString(),
    InvokeMode: 'BUFFERED',
  } satisfies GetFunctionUrlConfigResponse;
}

/** A call's CORS settings; undefined without any. */
export function corsOf(given: Cors | undefined): UrlCors | undefined {
  if (!given || Object.keys(given).length === 0) return undefined;
  return {
    allowCredentials: given.AllowCredentials ?? false,
    allowHeaders: given.AllowHeaders ?? [],
    allowMethods: given.AllowMethods ?? [],
    allowOrigins: given.AllowOrigins ?? [],
    exposeHeaders: given.ExposeHeaders ?? [],
    maxAge: given.MaxAge,
  };
}

function shownCors(cors: UrlCors): Cors {
  return {
    AllowCredentials: cors.allowCredentials,
    ...(cors.allowHeaders.length > 0 && { AllowHeaders: cors.allowHeaders }),
    ...(cors.allowMethods.length > 0 && { AllowMethods: cors.allowMethods }),
    ...(cors.allowOrigins.length > 0 && { AllowOrigins: cors.allowOrigins }),
    ...(cors.exposeHeaders.length > 0 && { ExposeHeaders: cors.exposeHeaders }),
    ...(cors.maxAge !== undefined && { MaxAge: cors.maxAge }),
  };
}
