import { useState } from 'preact/hooks';
import type { Trace } from '../../../../emulator/control/traces/trace.ts';
import { useAction } from '../../data/load.ts';
import { curlOf, type Sendable, sendAgain, sendableOf } from '../../data/resend.ts';
import { revealTrace } from '../../data/traces.ts';
import { useAddress } from '../../parts/address.ts';
import { Copy } from '../../parts/copy.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Failure } from '../../parts/states.tsx';
import { EditAndSend } from './edit-and-send.tsx';

/** Sends a request again, unchanged or edited, and opens its trace; or copies it for a shell. */
export function Resend({ trace }: { trace: Trace }) {
  const { go } = useAddress();
  const [edited, setEdited] = useState<Sendable>();
  const replay = useAction();
  const whole = async () => sendableOf(await revealTrace(trace.id));
  const open = async (sendable: Sendable) => {
    const id = await sendAgain(sendable);
    setEdited(undefined);
    go(['requests', id]);
  };
  return (
    <>
      <button
        type="button"
        class="button small primary"
        disabled={replay.busy}
        onClick={() => replay.run(async () => open(await whole()))}
      >
        <Icon name="play" />
        Replay
      </button>
      <button
        type="button"
        class="button small"
        disabled={replay.busy}
        onClick={() => replay.run(async () => setEdited(await whole()))}
      >
        <Icon name="edit" />
        Edit and send
      </button>
      <Copy label="Copy as curl, with its secrets" text={async () => curlOf(await whole())}>
        Copy as curl
      </Copy>
      {replay.error && <Failure error={replay.error} />}
      {edited && <EditAndSend request={edited} onSend={open} onClose={() => setEdited(undefined)} />}
    </>
  );
}
