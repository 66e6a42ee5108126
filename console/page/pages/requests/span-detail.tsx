import type { ComponentChildren } from 'preact';
import type { Span, TracedMessage } from '../../../../emulator/edge/interfaces/trace.ts';
import { useAddress } from '../../parts/address.ts';
import { Code } from '../../parts/code.tsx';
import { Facts } from '../../parts/facts.tsx';
import { bytes, pretty } from '../../parts/format.ts';
import { Tabs } from '../../parts/tabs.tsx';
import { Policy } from './policy.tsx';

/** The details of one step, in tabs; empty ones are left out. */
export function SpanDetail({ span }: { span: Span }) {
  const { query } = useAddress();
  const views: [id: string, name: string, view: ComponentChildren][] = [];
  if (span.policy) views.push(['policy', 'Policy', <Policy policy={span.policy} />]);
  if (span.request) views.push(['request', 'Request', <Message message={span.request} label="request" />]);
  if (span.response) views.push(['answer', 'Answer', <Message message={span.response} label="answer" />]);
  if (span.logs.length > 0) views.push(['logs', `Logs (${span.logs.length})`, <Lines span={span} />]);
  views.push(['facts', 'Facts', <SpanFacts span={span} />]);
  const chosen = views.find(([id]) => id === query['tab']) ?? views[0];
  return (
    <section class="stack" aria-label={`Step ${span.name}`}>
      <h3 class="wrap">{span.name}</h3>
      {span.error && <p class="notice error wrap">{span.error}</p>}
      <Tabs
        label="What is known about the step"
        tabs={views.map(([id, name]) => [id, name])}
        chosen={chosen?.[0] ?? ''}
      />
      {chosen?.[2]}
    </section>
  );
}

function Message({ message: { headers, body }, label }: { message: TracedMessage; label: string }) {
  return (
    <div class="stack">
      <Facts
        facts={headers.map(([name, value], index) => [
          name || `(${index})`,
          <code class="wrap">{value}</code>,
        ])}
      />
      {body && (
        <>
          <p class="muted">
            {bytes(body.length)}
            {body.cut && ', of which the beginning was kept'}
            {body.encoding === 'base64' && ', no text: shown as base64'}
          </p>
          <Code
            label={`body of the ${label}`}
            text={body.encoding === 'utf8' ? pretty(body.text) : body.text}
          />
        </>
      )}
    </div>
  );
}

function Lines({ span }: { span: Span }) {
  return (
    <ul class="log">
      {span.logs.map(({ at, group, message }, index) => (
        <li key={`${index} ${at}`} title={group}>
          <span class="muted">+{at.toFixed(1)} ms</span>
          <span>{message.trimEnd()}</span>
        </li>
      ))}
    </ul>
  );
}

function SpanFacts({ span: { attributes, id, traceId } }: { span: Span }) {
  return (
    <Facts
      facts={[
        ...Object.entries(attributes).map(
          ([name, value]) =>
            [
              name,
              <code class="wrap">{Array.isArray(value) ? value.join(', ') : String(value)}</code>,
            ] as const,
        ),
        ['span id', <code>{id}</code>],
        ['trace id', <code>{traceId}</code>],
      ]}
    />
  );
}
