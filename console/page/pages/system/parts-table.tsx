import type { PartReport } from '../../../../emulator/control/system/system.ts';
import { address } from '../../parts/address.ts';
import { Badge, type Tone } from '../../parts/badge.tsx';
import { count } from '../../parts/format.ts';
import { Time } from '../../parts/time.tsx';

const TONES: Readonly<Record<string, Tone>> = {
  ok: 'ok',
  allowed: 'ok',
  denied: 'refused',
  unauthorized: 'refused',
  refused: 'refused',
  error: 'error',
  timeout: 'error',
  exit: 'error',
};

/** Each part with its calls by result, and its last error. */
export function PartsTable({ parts }: { parts: readonly PartReport[] }) {
  if (parts.length === 0) return <p class="muted">Nothing has been asked of any part yet.</p>;
  return (
    <table class="plain-table">
      <colgroup>
        <col style={{ width: '130px' }} />
        <col style={{ width: '90px' }} />
        <col style={{ width: '34%' }} />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col" class="end">
            Calls
          </th>
          <th scope="col">Ended</th>
          <th scope="col">Last error</th>
        </tr>
      </thead>
      <tbody>
        {parts
          .toSorted((a, b) => b.count - a.count)
          .map((part) => (
            <tr key={part.part}>
              <td>{part.part}</td>
              <td class="end">{count(part.count)}</td>
              <td>
                <span class="row">
                  {Object.entries(part.outcomes).map(([outcome, times]) => (
                    <Badge
                      key={outcome}
                      tone={TONES[outcome] ?? 'plain'}
                    >{`${outcome} ${count(times)}`}</Badge>
                  ))}
                </span>
              </td>
              <td>
                <LastError part={part} />
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function LastError({ part: { lastError } }: { part: Pick<PartReport, 'lastError'> }) {
  if (!lastError) return <span class="muted">none</span>;
  const { at, what, error, message, traceId } = lastError;
  const text = `${what}: ${error}`;
  return (
    <>
      {traceId ? <a href={address(['requests', traceId])}>{text}</a> : text}
      <span class="muted">
        {' '}
        {message && `${message} `}
        <Time at={at} />
      </span>
    </>
  );
}
