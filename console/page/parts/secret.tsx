import { useState } from 'preact/hooks';
import { Copy } from './copy.tsx';
import { Icon } from './icon.tsx';

/** A secret, masked until somebody asks for it; masked again when they leave, or ask for that. */
export function Secret({ value, label }: { value: string; label: string }) {
  const [shown, setShown] = useState(false);
  return (
    <span class="secret">
      <code class="wrap">{shown ? value : '••••••••'}</code>
      <button
        type="button"
        class="icon-button"
        aria-label={shown ? `Hide ${label}` : `Show ${label}`}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        <Icon name="eye" />
      </button>
      {shown && <Copy text={value} label={`Copy ${label}`} />}
    </span>
  );
}
