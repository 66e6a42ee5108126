import { Copy } from './copy.tsx';

/** Literal text: JSON, a body, code. */
export function Code({ text, label }: { text: string; label: string }) {
  return (
    <section class="code" aria-label={label}>
      <div class="code-tools">
        <Copy text={text} label={`Copy ${label}`} />
      </div>
      <pre>{text}</pre>
    </section>
  );
}
