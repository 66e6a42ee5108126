import { useTraces } from '../../data/traces.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Page, Split } from '../../parts/page.tsx';
import { Search } from '../../parts/search.tsx';
import { Empty } from '../../parts/states.tsx';
import { TraceDetail } from './trace-detail.tsx';
import { TraceList } from './trace-list.tsx';

/** Sign-ups: from SignUp over the mail and the confirmation to the written items. */
export function SignUpsPage() {
  const { parts, query, set } = useAddress();
  const opened = parts[1];
  const feed = useTraces({ kind: 'sign-up', status: '', q: query['q'] ?? '' });
  return (
    <Page
      title="Sign-ups"
      tools={<span class="live">Live</span>}
      filters={<Search label="Person, reason or id" value={query['q'] ?? ''} onSearch={(q) => set({ q })} />}
    >
      <Split
        list={
          <TraceList
            feed={feed}
            label="Sign-ups"
            page="sign-ups"
            opened={opened}
            empty={
              <Empty icon="story" title="Nobody has signed up yet">
                <a href={address(['people'], { form: 'sign-up' })}>Sign somebody up</a>: each step of it is
                told here.
              </Empty>
            }
          />
        }
        opened={opened && <TraceDetail id={opened} page="sign-ups" />}
      />
    </Page>
  );
}
