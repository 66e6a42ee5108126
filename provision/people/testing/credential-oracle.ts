/** What a person's credential is to be at a moment, by the rules and without a table. */
export interface Life {
  /** A confirmation or a rotation has been there. */
  readonly known: boolean;
  readonly current: string | undefined;
  /** It was shown, by a rotation. */
  readonly shown: boolean;
  readonly active: boolean;
  /** The one that the last rotation replaced, and the moment from which it counts no longer. */
  readonly older: { readonly credential: string; readonly until: number } | undefined;
}

/** Something that was done, and what was answered. */
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

/** Whether the gate opens at this moment. */
function mayEnter({ current, active, older }: Life, credential: string, now: number): boolean {
  if (!active) return false;
  return credential === current || (credential === older?.credential && now < older.until);
}

interface Seen {
  readonly now: number;
  /** Seconds. */
  readonly grace: number;
  /** The credentials that the gate lets in afterwards, and all that there ever were. */
  readonly inside: ReadonlySet<string>;
  readonly known: readonly string[];
}

/**
 * What life can have come to, from any of `lives`, when the acts happened one by one in some order with the outcomes they had, and the
 * gate does afterwards what it was seen to do. Nothing: no order explains it.
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

/** Life after an act; `undefined` when the act would have been answered otherwise. */
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
      // Of two who switch at once, each may say that it was they.
      const fits = outcome === 'changed' || life.active === active;
      return when(life.current !== undefined && fits, { ...life, active });
    }
  }
}
