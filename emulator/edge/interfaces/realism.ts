/**
 * How much of a real account's slowness to simulate. Times are milliseconds by the engine's clock; 0 is off. The errors meanwhile (a
 * function that is Pending, a table that is CREATING) always exist: these only set the times.
 */
export interface Realism {
  /** A new role, or a new trust policy, is not visible to the services that would assume the role. */
  readonly roleDelayMs: number;
  /** A new function is Pending. */
  readonly functionPendingMs: number;
  /** A changed function's `LastUpdateStatus` is InProgress. */
  readonly functionUpdateMs: number;
  /** A table is CREATING, UPDATING or DELETING. */
  readonly tableStatesMs: number;
  /** Changed policies of roles, users and functions have no effect yet. */
  readonly permissionLagMs: number;
  /** IAM's reads and lists show an old state. */
  readonly iamLagMs: number;
  /** Lists of pools, clients, APIs and functions show an old state. */
  readonly listLagMs: number;
  /** API Gateway's control plane rejects calls above its fixed quotas. */
  readonly quotas: boolean;
  /** DynamoDB refuses reads and writes beyond the throughput of a table or index. */
  readonly throughput: boolean;
}
