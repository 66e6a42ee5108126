/** Where a run happens and what is its own. */
export interface Scope {
  readonly app: string;
  readonly stage: string;
  /** `aws`, `aws-cn`, `aws-us-gov`: the first part of an ARN. */
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

export type Tags = Readonly<Record<string, string | undefined>>;

/** The tags of each resource of a stack, which mark it as the stack's own. */
export function stackTags(scope: Scope): { app: string; stage: string } {
  return { app: scope.app, stage: scope.stage };
}

/** Whether the tags are those of this stack; other tags do not matter. */
export function isOwn(tags: Tags, scope: Scope): boolean {
  return tags['app'] === scope.app && tags['stage'] === scope.stage;
}

/** `gatehouse-dev-<name>`: the name of a resource of this stack. */
export function nameIn(scope: Pick<Scope, 'app' | 'stage'>, name?: string): string {
  return [scope.app, scope.stage, ...(name ? [name] : [])].join('-');
}

/** An ARN in the account and region of the run. */
export function arn(scope: Scope, service: string, resource: string): string {
  return `arn:${scope.partition}:${service}:${scope.region}:${scope.accountId}:${resource}`;
}

/** An ARN of IAM, which has no regions. */
export function iamArn(scope: Scope, resource: string): string {
  return `arn:${scope.partition}:iam::${scope.accountId}:${resource}`;
}

/** The partition of a region, by its name (AWS General Reference, "Amazon Resource Names"). */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
