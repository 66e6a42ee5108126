const TABLE_ARN = /^arn:[^:/]+:dynamodb:[^:/]*:\d*:table\/([^/]+)$/;

/** Whether a table is named by its ARN. */
export function isArn(nameOrArn: string): boolean {
  return nameOrArn.startsWith('arn:');
}

/** A table's name, of its name or its ARN. What only looks like an ARN stays as it is, and is no name. */
export function tableNameOf(nameOrArn: string): string {
  return isArn(nameOrArn) ? (TABLE_ARN.exec(nameOrArn)?.[1] ?? nameOrArn) : nameOrArn;
}
