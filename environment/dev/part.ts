/** The result of a save. */
export type Swap =
  /** New code answers. Milliseconds since the save; `steps` are in order. */
  | { outcome: 'swapped'; firstAnswerMs: number; steps: readonly Step[] }
  /** New code is in place, and its first answer was a failure, or did not come. */
  | { outcome: 'failing'; failure: string }
  /** The save makes no difference to the running code. */
  | { outcome: 'same' };

/** A timed step: `built`, 12. */
export type Step = readonly [what: string, milliseconds: number];

/** A part of the environment whose code is swapped when its sources are saved: a function, or the origin. */
export interface Part extends AsyncDisposable {
  /** `authorizer`, `origin`. */
  readonly name: string;
  /** Whether what runs contains the file at this absolute path; true for any while the last build has failed. */
  concerns(path: string): boolean;
  /**
   * Builds the present sources and replaces what runs. No request is lost, and if it fails the old code continues. Throws esbuild's
   * BuildFailure, or why the new code did not start.
   */
  swap(savedAt: number): Promise<Swap>;
}

/** The time since `from`, in milliseconds, and the time now. */
export function lap(from: number): [milliseconds: number, now: number] {
  const now = performance.now();
  return [now - from, now];
}
