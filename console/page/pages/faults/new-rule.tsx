import { useState } from 'preact/hooks';
import { engine } from '../../data/engine.ts';
import { useAction } from '../../data/load.ts';
import { Field, valuesOf } from '../../parts/field.tsx';
import { Failure } from '../../parts/states.tsx';
import { WHICH } from './rule.ts';

const SERVICES = [
  '*',
  'apigateway',
  'apigatewayv2',
  'cognito-idp',
  'dynamodb',
  'iam',
  'lambda',
  'logs',
  'sts',
];

/** A form for one rule. The engine says what is wrong with it. */
export function NewRule({ onMade }: { onMade: () => void }) {
  const [does, setDoes] = useState('error');
  const { busy, error, run } = useAction();
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        const rule = ruleOf(valuesOf(event.currentTarget));
        run(() => engine<object>('faults', { method: 'POST', body: rule }).then(onMade));
      }}
    >
      <div class="form-row">
        <Field label="Service">
          <select name="service">
            {SERVICES.map((service) => (
              <option key={service} value={service} selected={service === 'dynamodb'}>
                {service === '*' ? 'any' : service}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Operation">
          <input name="operation" defaultValue="GetItem" required />
        </Field>
      </div>
      <div class="form-row">
        <Field label="Which calls">
          <select name="which">
            {Object.entries(WHICH).map(([id, words]) => (
              <option key={id} value={id}>
                {words}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Number" help="Not for every call.">
          <input name="number" type="number" min="0" step="any" defaultValue="1" />
        </Field>
      </div>
      <Field label="What happens">
        <select name="does" value={does} onChange={(event) => setDoes(event.currentTarget.value)}>
          <option value="error">an error is answered</option>
          <option value="before">the connection is cut before the effect</option>
          <option value="after">the connection is cut after the effect</option>
          <option value="latency">it only takes longer</option>
        </select>
      </Field>
      {does === 'error' && (
        <div class="form-row">
          <Field label="Error code">
            <input name="code" defaultValue="InternalServerError" required />
          </Field>
          <Field label="Message">
            <input name="message" defaultValue="Broken on purpose" />
          </Field>
          <Field label="Status" help="Needed where AWS’s model has none.">
            <input name="status" type="number" min="400" max="599" defaultValue="500" />
          </Field>
        </div>
      )}
      <Field label="Delay before it, in milliseconds">
        <input name="latencyMs" type="number" min="0" defaultValue="0" />
      </Field>
      {error && <Failure error={error} />}
      <div class="row">
        <button type="submit" class="button primary" disabled={busy}>
          Make the rule
        </button>
      </div>
    </form>
  );
}

function ruleOf(values: Record<string, string>): object {
  const { service = '*', operation = '*', which = 'all', number = '1', does = 'error' } = values;
  const latencyMs = Number(values['latencyMs'] ?? 0);
  return {
    service,
    operation,
    ...(which !== 'all' && { [which]: Number(number) }),
    ...(latencyMs > 0 && { latencyMs }),
    ...(does === 'error' && {
      error: {
        code: values['code'] ?? '',
        message: values['message'] ?? '',
        ...(values['status'] && { status: Number(values['status']) }),
      },
    }),
    ...((does === 'before' || does === 'after') && { drop: does }),
  };
}
