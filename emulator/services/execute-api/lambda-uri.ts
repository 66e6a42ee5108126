/**
 * The function of an invocation URI, `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<arn>/invocations`; undefined if it is
 * invalid. `${stageVariables.x}` stays in it, to be filled in for the called stage.
 */
export function functionArnOf(uri: string): string | undefined {
  return /^arn:aws[\w-]*:apigateway:[\w-]+:lambda:path\/+2015-03-31\/functions\/(.+)\/invocations$/.exec(
    uri,
  )?.[1];
}

/** Fills a stage's variables into a URI; undefined if one of them is not set. */
export function withStageVariables(
  uri: string,
  variables: Readonly<Record<string, string>> | undefined,
): string | undefined {
  let missing = false;
  const filled = uri.replaceAll(/\$\{stageVariables\.(\w+)\}/g, (_whole, name: string) => {
    const value = variables?.[name];
    if (value === undefined) missing = true;
    return value ?? '';
  });
  return missing ? undefined : filled;
}
