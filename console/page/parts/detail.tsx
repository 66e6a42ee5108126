import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Icon } from './icon.tsx';

/** What was opened from a list. Esc, and the cross, lead back to `back`. */
export function Detail({
  title,
  back,
  badges,
  tools,
  children,
}: {
  title: string;
  back: string;
  badges?: ComponentChildren;
  tools?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { route } = useLocation();
  // At once: a key may be pressed before the page is drawn.
  useLayoutEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]'))
        route(back);
    };
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [back]);
  return (
    <article class="detail" aria-label={title}>
      <header class="detail-head">
        <h2 class="wrap">{title}</h2>
        {badges}
        <a class="icon-button" href={back} aria-label="Close">
          <Icon name="close" />
        </a>
      </header>
      {tools && <div class="tools">{tools}</div>}
      {children}
    </article>
  );
}
