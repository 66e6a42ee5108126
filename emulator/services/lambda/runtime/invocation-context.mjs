// @ts-check

/**
 * The part of the `context` argument that says where and for whom the function runs
 * (developer guide, "Using the Lambda context object to retrieve Node.js function information").
 *
 * @param {Record<string, string>} headers of the Runtime API's answer to `next`
 * @param {NodeJS.ProcessEnv} env
 */
export function invocationContext(headers, env) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
    clientContext: parsed(headers['lambda-runtime-client-context'], 'ClientContext'),
    identity: parsed(headers['lambda-runtime-cognito-identity'], 'CognitoIdentity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

/**
 * @param {string | undefined} text
 * @param {string} name
 */
function parsed(text, name) {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error}`);
  }
}
