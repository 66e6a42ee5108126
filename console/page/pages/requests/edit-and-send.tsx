import { useAction } from '../../data/load.ts';
import type { Sendable } from '../../data/resend.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field, valuesOf } from '../../parts/field.tsx';
import { Failure } from '../../parts/states.tsx';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** A request to edit and send. It contains its secrets. */
export function EditAndSend({
  request,
  onSend,
  onClose,
}: {
  request: Sendable;
  onSend: (request: Sendable) => Promise<void>;
  onClose: () => void;
}) {
  const { busy, error, run } = useAction();
  return (
    <Dialog title="Edit and send" onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          const values = valuesOf(event.currentTarget);
          run(() => onSend(read(values)));
        }}
      >
        <div class="form-row">
          <Field label="Method">
            <select name="method">
              {[...new Set([request.method, ...METHODS])].map((method) => (
                <option key={method} selected={method === request.method}>
                  {method}
                </option>
              ))}
            </select>
          </Field>
        </div>
        <Field label="Path and query">
          <input name="url" class="mono" defaultValue={request.url} required pattern="/.*" />
        </Field>
        <Field label="Headers" help="One a line, name: value">
          <textarea
            name="headers"
            spellcheck={false}
            defaultValue={request.headers.map((pair) => pair.join(': ')).join('\n')}
          />
        </Field>
        <Field label="Body">
          <textarea name="body" spellcheck={false} defaultValue={request.body} />
        </Field>
        {error && <Failure error={error} />}
        <div class="row">
          <button type="submit" class="button primary" disabled={busy}>
            Send
          </button>
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function read({ method = 'GET', url = '/', headers = '', body = '' }: Record<string, string>): Sendable {
  const lines = headers.split('\n').filter((line) => line.trim() !== '');
  return {
    method,
    url,
    body,
    headers: lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
    }),
  };
}
