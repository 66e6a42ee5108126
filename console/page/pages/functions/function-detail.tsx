import { readFunction } from '../../data/functions.ts';
import { useLoaded } from '../../data/load.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Detail } from '../../parts/detail.tsx';
import { Facts } from '../../parts/facts.tsx';
import { bytes, shortArn } from '../../parts/format.ts';
import { Show } from '../../parts/loaded.tsx';
import { Secret } from '../../parts/secret.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { LogLines } from '../logs/log-lines.tsx';
import { Invoke } from './invoke.tsx';

const TABS = [
  ['settings', 'Settings'],
  ['code', 'Code'],
  ['invoke', 'Invoke'],
  ['logs', 'Logs'],
] as const;

/** One function: its settings, its code, a way to invoke it, its logs as they come. */
export function FunctionDetail({ name, onRun }: { name: string; onRun: () => void }) {
  const { query } = useAddress();
  const chosen = TABS.find(([id]) => id === query['tab'])?.[0] ?? 'settings';
  const loaded = useLoaded(() => readFunction(name), [name]);
  return (
    <Show loaded={loaded} what="the function">
      {({ configuration, files }) => (
        <Detail title={name} back={address(['functions'])}>
          <Tabs label="Of the function" tabs={TABS} chosen={chosen} />
          {chosen === 'settings' && (
            <>
              <Facts
                facts={[
                  ['runtime', configuration.Runtime],
                  ['handler', <code>{configuration.Handler}</code>],
                  ['memory', `${configuration.MemorySize ?? ''} MB`],
                  ['timeout', `${configuration.Timeout ?? ''} s`],
                  [
                    'role',
                    <a href={address(['roles'], { q: shortArn(configuration.Role ?? '') })}>
                      {shortArn(configuration.Role ?? '')}
                    </a>,
                  ],
                  ['about', configuration.Description],
                  ['changed', configuration.LastModified],
                  ['ARN', <code class="wrap">{configuration.FunctionArn}</code>],
                ]}
              />
              <h3>Environment variables</h3>
              <Facts
                facts={Object.entries(configuration.Environment?.Variables ?? {}).map(([variable, value]) => [
                  variable,
                  <Secret value={value} label={variable} />,
                ])}
              />
            </>
          )}
          {chosen === 'code' && (
            <Facts facts={files.map((file) => [file.name, bytes(file.bytes)] as const)} />
          )}
          {chosen === 'invoke' && <Invoke name={name} onRun={onRun} />}
          {chosen === 'logs' && <LogLines group={`/aws/lambda/${name}`} search="" />}
        </Detail>
      )}
    </Show>
  );
}
