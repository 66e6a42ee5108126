/** `GET /_gatehouse/settings`. */
export interface Settings {
  readonly region: string;
  readonly accountId: string;
  readonly iam: string;
  readonly clock: 'manual' | 'system';
  readonly lambdaCpu: string;
  readonly lambdaSandbox: string;
}
