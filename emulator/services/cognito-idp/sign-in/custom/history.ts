/** One answered challenge of a custom sign-in, as the functions see it in `session`. */
export interface Answered {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata: string | null;
}

/** The state of a custom sign-in between calls, sealed in its session. */
export interface CustomState {
  /** Absent for an unknown name, if the client hides that. */
  readonly sub?: string;
  readonly history: readonly Answered[];
  /** `privateChallengeParameters` of CreateAuthChallenge: only VerifyAuthChallengeResponse sees them. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly metadata?: string;
}
