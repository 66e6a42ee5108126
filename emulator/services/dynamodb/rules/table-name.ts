const TABLE_ARN = /^arn:[^:/]+:dynamodb:[^:/]*:\d*:table\/([^/]+)$/;

/** Whether a table is named by its ARN. */
export function isArn(nameOrArn: string): boolean {
  return nameOrArn.startsWith('arn:');
}

/** A table's name, from its name or its ARN. Something that only looks like an ARN stays unchanged, and is no name. */
export function tableNameOf(nameOrArn: string): string {
  return isArn(nameOrArn) ? (TABLE_ARN.exec(nameOrArn)?.[1] ?? nameOrArn) : nameOrArn;
}
