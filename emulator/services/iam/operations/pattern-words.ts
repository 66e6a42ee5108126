/** IAM's own sentence about invalid characters in a name or path, as recorded. */
export function patternWords(member: string): string | undefined {
  if (/^(user|newUser|role|policy|group|newGroup|instanceProfile)Name$/.test(member))
    return `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`;
  if (member === 'path' || member === 'newPath')
    return `The specified value for ${member} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`;
  return undefined;
}
