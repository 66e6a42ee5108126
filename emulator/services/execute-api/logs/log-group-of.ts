/** The name of the log group in `arn:aws:logs:<region>:<account>:log-group:<name>`; undefined for any other ARN. */
export function logGroupOf(destinationArn: string): string | undefined {
  return /^arn:aws[\w-]*:logs:[\w-]+:\d{12}:log-group:([^:]+)(?::\*)?$/.exec(destinationArn)?.[1];
}
