import type { FaultRule, Which } from '../../edge/interfaces/fault-rule.ts';
import type { Random } from '../../store/random.ts';

/** A rule as it is shown: with how many calls it matched, and how many of them it failed. */
export interface CountedRule {
  rule: FaultRule;
  seen: number;
  struck: number;
}

/** The present rules. They are no state of a service: a restart keeps those of the configuration, a reset keeps all. */
export interface FaultRules {
  /** Counts one call, and returns the first rule that applies to it. Costs nothing without rules. */
  strike(service: string, operation: string): FaultRule | undefined;
  /** Adds rules; one with a known id replaces it, with a new count. Throws RangeError if there would be too many. */
  add(rules: readonly FaultRule[]): void;
  list(): readonly CountedRule[];
  /** True if it existed. */
  remove(id: string): boolean;
  clear(): void;
}

/** More are a mistake; each costs every call a little. */
const MOST_RULES = 1000;

const GRAIN = 1_000_000_000;

/** Makes the set of rules, with the configuration's. `random` decides for rules with a probability. */
export function createFaultRules(initial: readonly FaultRule[], random: Pick<Random, 'below'>): FaultRules {
  const rules = new Map<string, CountedRule>();

  function add(added: readonly FaultRule[]): void {
    const fresh = new Set(added.map(({ id }) => id).filter((id) => !rules.has(id)));
    if (rules.size + fresh.size > MOST_RULES)
      throw new RangeError(`There can be at most ${MOST_RULES} fault rules.`);
    for (const rule of added) rules.set(rule.id, { rule, seen: 0, struck: 0 });
  }

  function strikes(which: Which | undefined, seen: number): boolean {
    if (!which) return true;
    if ('nth' in which) return seen === which.nth;
    if ('every' in which) return seen % which.every === 0;
    if ('first' in which) return seen <= which.first;
    if ('from' in which) return seen >= which.from;
    return random.below(GRAIN) < which.probability * GRAIN;
  }

  add(initial);
  return {
    strike(service, operation) {
      if (rules.size === 0) return undefined;
      let struck: FaultRule | undefined;
      for (const counted of rules.values()) {
        const { rule } = counted;
        if (rule.service !== '*' && rule.service !== service) continue;
        if (rule.operation !== '*' && rule.operation !== operation) continue;
        counted.seen += 1;
        if (struck || !strikes(rule.which, counted.seen)) continue;
        counted.struck += 1;
        struck = rule;
      }
      return struck;
    },
    add,
    list: () => [...rules.values()],
    remove: (id) => rules.delete(id),
    clear: () => rules.clear(),
  };
}
