import type { ComponentChildren } from 'preact';
import type { Counts, Layout } from '../../data/system.ts';
import { address } from '../../parts/address.ts';
import { counted } from '../../parts/format.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';

/** The README's drawing; each part leads to its page. */
export function Diagram({ layout, counts }: { layout: Layout; counts: Counts }) {
  const { report, environments } = counts;
  const part = (name: string) => report.parts.find((one) => one.part === name);
  const times = (name: string, noun: string) => counted(part(name)?.count ?? 0, noun);
  const errorOf = (name: string) => part(name)?.lastError ?? undefined;
  const gate = part('gate');
  const refused = (gate?.outcomes['denied'] ?? 0) + (gate?.outcomes['unauthorized'] ?? 0);
  const runs = errorOf('functions');
  const heat = (names: readonly string[]) => {
    const mine = environments.filter(({ functionName }) => names.includes(functionName));
    const [busy, warm] = [sum(mine.map((one) => one.busy)), sum(mine.map((one) => one.idle))];
    return busy + warm === 0
      ? 'cold'
      : [warm && `${warm} warm`, busy && `${busy} busy`].filter(Boolean).join(', ');
  };
  const ofFunctions = (names: readonly string[]) => (runs && names.includes(runs.what) ? runs : undefined);
  const people = sum(layout.pools.map((pool) => pool.people));
  return (
    <section class="diagram" aria-label="The system">
      <Part
        area="pool"
        icon="person"
        kind="Cognito user pool"
        names={layout.pools.map(({ name }) => name)}
        href={address(['people'])}
        line={counted(people, 'user')}
        error={errorOf('cognito-idp')}
      />
      <Arrow area="mailed" label="mail" />
      <Part
        area="mail"
        icon="inbox"
        kind="Inbox"
        names={['What would be sent']}
        href={address(['inbox'])}
        line={times('mail', 'message')}
        error={undefined}
      />
      <Part
        area="gate"
        icon="api"
        kind="API Gateway"
        names={layout.apis.map(({ name, type }) => `${name}, ${type}`)}
        href={address(['requests'])}
        line={`${times('gate', 'request')}${refused > 0 ? `, ${refused} refused` : ''}`}
        error={errorOf('gate')}
      />
      <Arrow area="allowed" label="allowed" />
      <Part
        area="origin"
        icon="requests"
        kind="Origin"
        names={layout.origins.map((origin) => origin.replace(/^https?:\/\//, ''))}
        href={address(['apis'])}
        line={counted((gate?.outcomes['allowed'] ?? 0) + (gate?.outcomes['open'] ?? 0), 'request')}
        error={undefined}
      />
      <Arrow area="confirmed" label="PostConfirmation" down />
      <Arrow area="asked" label="authorizer" down />
      <Part
        area="trigger"
        icon="function"
        kind="Lambda"
        names={layout.triggers}
        href={functionAddress(layout.triggers)}
        line={heat(layout.triggers)}
        error={ofFunctions(layout.triggers)}
      />
      <Arrow area="put" label="put" />
      <Part
        area="table"
        icon="table"
        kind="DynamoDB"
        names={layout.tables}
        href={tableAddress(layout.tables)}
        line={times('dynamodb', 'call')}
        error={errorOf('dynamodb')}
      />
      <Arrow area="get" label="get" back />
      <Part
        area="authorizer"
        icon="function"
        kind="Lambda"
        names={layout.authorizers}
        href={functionAddress(layout.authorizers)}
        line={heat(layout.authorizers)}
        error={ofFunctions(layout.authorizers)}
      />
    </section>
  );
}

interface PartProps {
  area: string;
  icon: IconName;
  kind: string;
  names: readonly string[];
  href: string;
  line: string;
  error: { readonly error: string; readonly what: string; readonly traceId: string | null } | undefined;
}

/** How many names of one kind are shown. */
const SHOWN = 2;

function Part({ area, icon, kind, names, href, line, error }: PartProps) {
  return (
    <div class={names.length > 0 ? 'part' : 'part absent'} style={{ '--area': area }}>
      <div class="part-kind">
        <Icon name={icon} />
        {kind}
      </div>
      <a class="part-name" href={href}>
        {names.length > 0 ? names.slice(0, SHOWN).map((name) => <span key={name}>{name}</span>) : 'none yet'}
        {names.length > SHOWN && <span class="muted">and {names.length - SHOWN} more</span>}
      </a>
      <div class="part-line">{line}</div>
      {error && <PartError error={error} />}
    </div>
  );
}

function PartError({
  error: { error, what, traceId },
}: {
  error: NonNullable<PartProps['error']>;
}): ComponentChildren {
  const title = `Last error: ${what}, ${error}`;
  return traceId ? (
    <a class="part-error" href={address(['requests', traceId])} title={title}>
      {error}
    </a>
  ) : (
    <span class="part-error" title={title}>
      {error}
    </span>
  );
}

function Arrow({ area, label, down, back }: { area: string; label: string; down?: boolean; back?: boolean }) {
  return (
    <div
      class={`arrow ${down ? 'down' : back ? 'back' : 'on'}`}
      style={{ '--area': area }}
      aria-hidden="true"
    >
      <span>{label}</span>
      <i />
    </div>
  );
}

function functionAddress([first]: readonly string[]): string {
  return address(first === undefined ? ['functions'] : ['functions', first]);
}

function tableAddress([first]: readonly string[]): string {
  return address(first === undefined ? ['tables'] : ['tables', first]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
