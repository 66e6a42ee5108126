/** A process's variables; the real ones or a test's. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `TABLE_NAME`: the name of the table `user`, 3 to 255 characters of `a-z A-Z 0-9 _ . -` (Amazon DynamoDB
 * Developer Guide, naming rules).
 * @throws Error that names the variable when it is missing or cannot be a table's name.
 */
export function readTableName(environment: Environment): string {
  const value = environment['TABLE_NAME'];
  if (value === undefined || value === '') {
    throw new Error('TABLE_NAME is not set: it must hold the name of the DynamoDB table of people.');
  }
  if (!/^[a-zA-Z0-9_.-]{3,255}$/.test(value)) {
    throw new Error(
      `TABLE_NAME is no table name: ${JSON.stringify(value)} must be 3 to 255 of a-z A-Z 0-9 _ . -`,
    );
  }
  return value;
}
