import type {
  FunctionConfiguration,
  GetFunctionResponse,
  ListFunctionsResponse,
} from '@aws-sdk/client-lambda';
import { callRest, sendSigned } from './aws.ts';
import { reach, refusal } from './engine.ts';
import { type CodeFile, listZip } from './list-zip.ts';

const BASE = '/2015-03-31/functions';

/** The functions of the account. */
export async function listFunctions(): Promise<readonly FunctionConfiguration[]> {
  const all: FunctionConfiguration[] = [];
  let marker: string | undefined = '';
  while (marker !== undefined) {
    const page: ListFunctionsResponse = await callRest(
      'lambda',
      `${BASE}/?MaxItems=50${marker && `&Marker=${encodeURIComponent(marker)}`}`,
    );
    all.push(...(page.Functions ?? []));
    marker = page.NextMarker || undefined;
  }
  return all;
}

/** A function's settings; `name` may be its ARN. */
export function configurationOf(name: string): Promise<FunctionConfiguration> {
  return callRest('lambda', `${BASE}/${encodeURIComponent(name)}/configuration`);
}

/** A function's settings, and the names and sizes of the files of its code. */
export async function readFunction(
  name: string,
): Promise<{ configuration: FunctionConfiguration; files: readonly CodeFile[] }> {
  const { Configuration = {}, Code } = await callRest<GetFunctionResponse>(
    'lambda',
    `${BASE}/${encodeURIComponent(name)}`,
  );
  return { configuration: Configuration, files: Code?.Location ? await filesOf(Code.Location) : [] };
}

/** Reads the zip from this page's own host, whatever name the engine gave. */
async function filesOf(url: string): Promise<CodeFile[]> {
  const { pathname, search } = new URL(url);
  const response = await reach(`${pathname}${search}`);
  return response.ok ? listZip(await response.arrayBuffer()) : [];
}

/** The result of an invocation. */
export interface Run {
  readonly text: string;
  readonly failed: boolean;
  readonly requestId: string;
}

/** Invokes a function with an event as JSON text, and waits. */
export async function invoke(name: string, event: string): Promise<Run> {
  const response = await sendSigned('lambda', `${BASE}/${encodeURIComponent(name)}/invocations`, {
    method: 'POST',
    body: event,
  });
  const text = await response.text();
  if (!response.ok) throw refusal(response, text);
  return {
    text,
    failed: response.headers.has('x-amz-function-error'),
    requestId: response.headers.get('x-amzn-RequestId') ?? '',
  };
}
