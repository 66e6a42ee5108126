/** CloudWatch Logs' own sentence about a name of a group or stream that is too long, as recorded. */
export function lengthWords(member: string): string | undefined {
  return member === 'logGroupName' || member === 'logStreamName'
    ? 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.'
    : undefined;
}
