import { useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** Copies a text, and says so for a moment. `label` names what is copied. */
export function Copy({
  text,
  label,
  children,
}: {
  text: string | (() => Promise<string>);
  label: string;
  children?: string;
}) {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text());
      setState('done');
    } catch {
      setState('failed');
    }
    setTimeout(() => setState('idle'), 1_500);
  };
  const said = { idle: children, done: 'Copied', failed: 'Not copied' }[state];
  return (
    <button
      type="button"
      class={children ? 'button small' : 'icon-button'}
      aria-label={children ? undefined : label}
      title={label}
      onClick={copy}
    >
      <Icon name={state === 'done' ? 'check' : 'copy'} />
      {children ? (
        said
      ) : (
        <span class="hidden" role="status">
          {state === 'idle' ? '' : (said ?? (state === 'done' ? 'Copied' : 'Not copied'))}
        </span>
      )}
    </button>
  );
}
