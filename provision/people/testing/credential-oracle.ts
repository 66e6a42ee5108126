/** What a person's credential should be at a time, by the rules and without a table. */
export interface Life {
  /** A confirmation or a rotation happened. */
  readonly known: boolean;
  readonly current: string | undefined;
  /** A rotation has shown it. */
  readonly shown: boolean;
  readonly active: boolean;
  /** The one that the last rotation replaced, and the time its grace ends. */
  readonly older: { readonly credential: string; readonly until: number } | undefined;
}

/** An act, and its answer. */
export interface Act {
  readonly doing: 'rotate' | 'end' | 'deactivate' | 'activate' | 'confirm' | 'enter';
  readonly outcome: string;
  /** What was made, or what was tried. */
  readonly credential?: string | undefined;
}

export const NOBODY: Life = {
  known: false,
  current: undefined,
  shown: false,
  active: true,
  older: undefined,
};

/** Whether the gate opens at this time. */
function mayEnter({ current, active, older }: Life, credential: string, now: number): boolean {
  if (!active) return false;
  return credential === current || (credential === older?.credential && now < older.until);
}

interface Seen {
  readonly now: number;
  /** Seconds. */
  readonly grace: number;
  /** The credentials that the gate accepts afterwards, and all that ever existed. */
  readonly inside: ReadonlySet<string>;
  readonly known: readonly string[];
}

/**
 * The possible states, from any of `lives`, if the acts happened one by one in some order with their outcomes, and the gate behaves
 * afterwards as observed. None: no order explains it.
 */
export function explanations(lives: readonly Life[], acts: readonly Act[], seen: Seen): Life[] {
  const ends = lives.flatMap((life) => orders(life, acts, seen));
  const fitting = ends.filter((life) =>
    seen.known.every((credential) => mayEnter(life, credential, seen.now) === seen.inside.has(credential)),
  );
  return [...new Map(fitting.map((life) => [JSON.stringify(life), life])).values()];
}

function orders(life: Life, acts: readonly Act[], seen: Seen): Life[] {
  if (acts.length === 0) return [life];
  return acts.flatMap((act, index) => {
    const next = after(life, act, seen);
    return next ? orders(next, acts.toSpliced(index, 1), seen) : [];
  });
}

/** The state after an act; `undefined` if the act would have had another answer. */
function after(life: Life, { doing, outcome, credential }: Act, { now, grace }: Seen): Life | undefined {
  const when = (fits: boolean, next: Life = life) => (fits ? next : undefined);
  const inactive = life.current !== undefined && !life.active;
  switch (doing) {
    case 'confirm':
      if (outcome === 'already-stored') return when(life.known);
      return when(!life.known, { ...life, known: true, current: credential, shown: false, active: true });
    case 'rotate': {
      if (outcome === 'inactive') return when(inactive);
      const kept = grace > 0 && life.shown && life.current !== undefined;
      const older = kept ? { credential: life.current ?? '', until: now + grace * 1000 } : undefined;
      return when(!inactive, { known: true, current: credential, shown: true, active: true, older });
    }
    case 'end':
      if (outcome === 'inactive') return when(inactive);
      if (outcome === 'none') return when(life.current === undefined);
      return when(life.current !== undefined && !inactive, { ...NOBODY, known: true });
    case 'enter':
      return when(mayEnter(life, credential ?? '', now) === (outcome === 'let in'));
    default: {
      const active = doing === 'activate';
      if (outcome === 'none') return when(life.current === undefined);
      // If two switch at once, each may say that it changed something.
      const fits = outcome === 'changed' || life.active === active;
      return when(life.current !== undefined && fits, { ...life, active });
    }
  }
}
