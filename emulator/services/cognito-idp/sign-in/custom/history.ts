/** One challenge of a custom sign-in that was answered, as the functions see it in `session`. */
export interface Answered {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata: string | null;
}

/** What goes from one call of a custom sign-in to the next, sealed in its session. */
export interface CustomState {
  /** Absent where nobody has that name, and the client does not tell. */
  readonly sub?: string;
  readonly history: readonly Answered[];
  /** `privateChallengeParameters` of CreateAuthChallenge: only VerifyAuthChallengeResponse sees them. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly metadata?: string;
}
