import { expect, test } from '@jest/globals';
import { createStores } from '../../../store/stores.ts';
import { recordUse, usageStore } from './usage-store.ts';

test('forgets what identities used that are gone', () => {
  const store = createStores().open(usageStore);
  const living = new Set<string>();
  const use = (id: string) => {
    living.add(id);
    recordUse(store, { id, action: 'iam:ListRoles', resource: '*', allowed: true, at: 0 }, () => living);
  };
  for (let index = 0; index < 1_000; index += 1) {
    use('stays');
    use(`passes-${index}`);
    living.delete(`passes-${index}`);
    expect(store.state.identities.has('stays')).toBe(true);
    expect(store.state.identities.has(`passes-${index}`)).toBe(true);
    expect(store.state.identities.size).toBeLessThanOrEqual(51);
  }
});
