import { functionArnOf } from '../../execute-api/lambda-uri.ts';

/** The function of an integration's URI: its own ARN, or an invocation URI; undefined if it is neither. */
export function functionOf(uri: string): string | undefined {
  if (/^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w$:.-]+$/.test(uri)) return uri;
  return functionArnOf(uri);
}
