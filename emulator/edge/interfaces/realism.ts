/**
 * How much of a real account's slowness the engine has. Times are milliseconds by the engine's clock; 0 is off. The errors of
 * what is in between (a function that is Pending, a table that is CREATING) are always there: only their time is set here.
 */
export interface Realism {
  /** A new role, or a new trust policy, is not seen by the services that would assume the role. */
  readonly roleDelayMs: number;
  /** A new function is Pending. */
  readonly functionPendingMs: number;
  /** A changed function's `LastUpdateStatus` is InProgress. */
  readonly functionUpdateMs: number;
  /** A table is CREATING, UPDATING or DELETING. */
  readonly tableStatesMs: number;
  /** Changed policies of roles, users and functions do not count yet. */
  readonly permissionLagMs: number;
  /** IAM's reads and lists show the state of a while ago. */
  readonly iamLagMs: number;
  /** Lists of pools, clients, APIs and functions show the state of a while ago. */
  readonly listLagMs: number;
  /** API Gateway's control plane refuses what is above its fixed quotas. */
  readonly quotas: boolean;
}
