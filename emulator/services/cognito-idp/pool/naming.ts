import type { Naming } from '../state/people.ts';
import type { PoolSettings } from '../state/settings.ts';

/** How a pool names its people. Case matters unless the pool says otherwise (API reference, UsernameConfigurationType). */
export function namingOf(settings: PoolSettings): Naming {
  return {
    caseSensitive: settings.UsernameConfiguration?.CaseSensitive ?? true,
    usernameAttributes: settings.UsernameAttributes ?? [],
    aliasAttributes: settings.AliasAttributes ?? [],
  };
}
