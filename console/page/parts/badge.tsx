import type { ComponentChildren } from 'preact';

export type Tone = 'plain' | 'ok' | 'refused' | 'error' | 'accent';

/** A word in a matching colour. */
export function Badge({
  tone = 'plain',
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children: ComponentChildren;
}) {
  return (
    <span class={`badge ${tone}`} title={title}>
      {children}
    </span>
  );
}

/** An HTTP status; 0 is a dropped connection. */
export function Status({ code }: { code: number }) {
  const tone = code === 0 || code >= 500 ? 'error' : code >= 400 ? 'refused' : 'ok';
  return <Badge tone={tone}>{code === 0 ? 'cut' : code}</Badge>;
}
