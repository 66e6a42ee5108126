/** `GET /_gatehouse/settings`. */
export interface Settings {
  readonly region: string;
  readonly accountId: string;
  readonly iam: string;
  readonly clock: 'manual' | 'system';
  readonly lambdaCpu: string;
  readonly lambdaSandbox: string;
  /** Milliseconds by the names of REALISM; whether quotas count. */
  readonly realism: Readonly<Record<string, number | boolean>>;
}
