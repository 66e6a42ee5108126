/** What came of a save. */
export type Swap =
  /** New code answers. Milliseconds from the save on; `steps` are in the order in which they were taken. */
  | { outcome: 'swapped'; firstAnswerMs: number; steps: readonly Step[] }
  /** New code is in place, and its first answer was a failure, or did not come. */
  | { outcome: 'failing'; failure: string }
  /** What was saved makes no difference to the code that runs. */
  | { outcome: 'same' };

/** Something that took time: `built`, 12. */
export type Step = readonly [what: string, milliseconds: number];

/** A part of the environment whose code is swapped when its sources are saved: a function, or the origin. */
export interface Part extends AsyncDisposable {
  /** `authorizer`, `origin`. */
  readonly name: string;
  /** Whether a file at this absolute path is in what runs; true for any while the last build has failed. */
  concerns(path: string): boolean;
  /**
   * Builds what is there now and puts it in the place of what runs. No request is lost, and when it fails the old code goes on.
   * Throws esbuild's BuildFailure, or what kept the new code from coming up.
   */
  swap(savedAt: number): Promise<Swap>;
}

/** The time since `from`, in milliseconds, and the time now. */
export function lap(from: number): [milliseconds: number, now: number] {
  const now = performance.now();
  return [now - from, now];
}
