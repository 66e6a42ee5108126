import { useMemo } from 'preact/hooks';
import { emptyInbox, type Mail, useInbox } from '../../data/inbox.ts';
import { useAction } from '../../data/load.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Badge } from '../../parts/badge.tsx';
import { Copy } from '../../parts/copy.tsx';
import { Detail } from '../../parts/detail.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Show } from '../../parts/loaded.tsx';
import { Page, Split } from '../../parts/page.tsx';
import { Search } from '../../parts/search.tsx';
import { Empty, Failure } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';

const COLUMNS: readonly Column<Mail>[] = [
  { name: 'To', cell: ({ to }) => to },
  { name: 'Subject', minor: true, cell: ({ subject }) => subject },
  { name: 'For', width: '150px', cell: ({ purpose }) => <Badge>{purpose}</Badge> },
  { name: 'When', width: '104px', end: true, cell: ({ at }) => <Time at={at} /> },
];
const FEW = COLUMNS.filter(({ name }) => name === 'To' || name === 'When');

/** The messages, as a person would see them. */
export function InboxPage() {
  const { parts, query, set } = useAddress();
  const inbox = useInbox();
  const empty = useAction();
  const q = (query['q'] ?? '').toLowerCase();
  const shown = useMemo(
    () =>
      inbox.value?.filter(({ to, subject, body }) =>
        [to, subject, body].some((text) => text.toLowerCase().includes(q)),
      ),
    [inbox.value, q],
  );
  const opened = inbox.value?.find(({ id }) => id === parts[1]);
  return (
    <Page
      title="Inbox"
      tools={
        <>
          <span class="live">Live</span>
          <button
            type="button"
            class="button small"
            disabled={empty.busy}
            onClick={() => empty.run(() => emptyInbox().then(inbox.reload))}
          >
            Empty it
          </button>
        </>
      }
      filters={
        <Search label="Address or words" value={query['q'] ?? ''} onSearch={(text) => set({ q: text })} />
      }
    >
      {empty.error && <Failure error={empty.error} />}
      <Show loaded={inbox} what="the inbox">
        {() => (
          <Split
            list={
              shown && shown.length > 0 ? (
                <Table
                  label="Messages"
                  columns={opened ? FEW : COLUMNS}
                  rows={shown}
                  keyOf={({ id }) => id}
                  href={({ id }) => address(['inbox', id], query)}
                  chosen={opened?.id}
                />
              ) : (
                <Empty icon="inbox" title={q ? 'No message fits' : 'No mail yet'}>
                  {q
                    ? 'Search for less.'
                    : 'No mail leaves this machine: what Cognito would send, when somebody signs up or resets a password, comes here.'}
                </Empty>
              )
            }
            opened={opened && <Opened mail={opened} back={address(['inbox'], query)} />}
          />
        )}
      </Show>
    </Page>
  );
}

function Opened({ mail, back }: { mail: Mail; back: string }) {
  return (
    <Detail title={mail.subject || mail.purpose} back={back}>
      <Facts
        facts={[
          ['to', mail.to],
          ['by', mail.medium === 'SMS' ? 'text message' : 'mail'],
          ['person', <a href={address(['people', mail.userPoolId, mail.username])}>{mail.username}</a>],
          ['when', <Time at={mail.at} />],
        ]}
      />
      <div class="mail wrap">{mail.body}</div>
      {mail.code && (
        <div class="row">
          <code class="mail-code">{mail.code}</code>
          <Copy text={mail.code} label="Copy the code">
            Copy code
          </Copy>
        </div>
      )}
    </Detail>
  );
}
