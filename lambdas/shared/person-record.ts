/** A person whom Cognito has confirmed, as far as this system needs to know them. */
export interface Person {
  /** Id of the user pool, as in `eu-west-1_AbCdEf123`. */
  userPoolId: string;
  /** Cognito's user name. In a pool that signs people in by e-mail it is a UUID and equals `sub`. */
  username: string;
  /** Cognito's immutable id of the person, a UUID. */
  sub: string;
  /** Absent when the person has none. */
  email?: string;
}

/** The item of a person in the table `user`: one for each person, and the only kind of item that can open the gate. */
export interface PersonRecord extends Person {
  /** Partition key: the stored form of the credential, see `credential-key.ts`. A secret; never log it. */
  authentication: string;
  /** The credential opens the gate only while this is `true`. */
  active: boolean;
  /** When the credential was minted: ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** The time from which a replaced credential opens nothing. The authorizer checks it. */
  expiresAt?: string;
  /** The hour in which it last opened the gate, as its first moment. Written at most once an hour. */
  lastUsedAt?: string;
}

/**
 * The second item of a person, in the same table. It prevents a second credential for the same person, and leads from a person to their
 * credential by one GetItem. It has neither `username` nor `active`, so the authorizer never accepts it. It stays when the credential ends,
 * so a repeated confirmation or a repair does not bring back a credential that the person ended.
 */
export interface GuardRecord {
  /** Partition key: see {@link guardKey}. */
  authentication: string;
  /** Partition key of the person's {@link PersonRecord}; absent after they ended theirs. A secret; never log it. */
  credential?: string;
  /** Partition key of the one that the last rotation replaced, while it is still valid. A secret; never log it. */
  previous?: string;
  /** When the person's first credential was made, or the first after an end. */
  createdAt: string;
  /** When a rotation made and showed `credential`; absent for one that a confirmation made, which nobody has seen. */
  rotatedAt?: string;
  /** When the person ended their credential; absent while they have one. */
  endedAt?: string;
}

/**
 * The partition key of a person's guard item: `person#<userPoolId>#<username>`. It never equals a credential, because `#` is not in the
 * base64 alphabet; and a pool id contains no `#`, so no two people share one.
 */
export function guardKey(userPoolId: string, username: string): string {
  return `person#${userPoolId}#${username}`;
}

/** The guard item of a person's record. */
export function guardOf(record: PersonRecord): GuardRecord {
  return {
    authentication: guardKey(record.userPoolId, record.username),
    credential: record.authentication,
    createdAt: record.createdAt,
  };
}
