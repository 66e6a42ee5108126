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

/** The item of a person in the table `user`: one a person, and the only kind of item that can open the gate. */
export interface PersonRecord extends Person {
  /** Partition key: what the credential is kept under, see `credential-key.ts`. A secret; never log it. */
  authentication: string;
  /** The credential opens the gate only while this is `true`. */
  active: boolean;
  /** When the credential was minted: ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** Of one that a rotation has replaced: the moment from which it opens nothing. The authorizer judges by it. */
  expiresAt?: string;
  /** The hour in which it last opened the gate, as its first moment. Written at most once an hour. */
  lastUsedAt?: string;
}

/**
 * The second item of a person, in the same table: it makes a second credential for the same person impossible,
 * and leads from a person to their credential by one GetItem. It carries neither `username` nor `active`, so it
 * has not the shape that the authorizer lets through. It stays when the credential is ended: so a confirmation that
 * is delivered again, or a repair, gives nobody a credential that they ended.
 */
export interface GuardRecord {
  /** Partition key: see {@link guardKey}. */
  authentication: string;
  /** Partition key of the person's {@link PersonRecord}; absent when they ended theirs. A secret; never log it. */
  credential?: string;
  /** Partition key of the one that the last rotation replaced, while it still counts. A secret; never log it. */
  previous?: string;
  /** When the person's first credential was made, or the first after an end. */
  createdAt: string;
  /** When `credential` was made by a rotation, and shown; absent of one that a confirmation made, which nobody has seen. */
  rotatedAt?: string;
  /** When the person ended their credential; absent while they have one. */
  endedAt?: string;
}

/**
 * The partition key of a person's guard item: `person#<userPoolId>#<username>`. It can never equal a credential,
 * because `#` is not in the base64 alphabet; and a pool id holds no `#`, so no two people share one.
 */
export function guardKey(userPoolId: string, username: string): string {
  return `person#${userPoolId}#${username}`;
}

/** The guard item that goes with a person's record. */
export function guardOf(record: PersonRecord): GuardRecord {
  return {
    authentication: guardKey(record.userPoolId, record.username),
    credential: record.authentication,
    createdAt: record.createdAt,
  };
}
