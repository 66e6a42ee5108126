import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

/** A page: its name, its actions, and its content. */
export function Page({
  title,
  tools,
  filters,
  children,
}: {
  title: string;
  tools?: ComponentChildren;
  filters?: ComponentChildren;
  children: ComponentChildren;
}) {
  useEffect(() => {
    document.title = `${title} · Gatehouse`;
  }, [title]);
  return (
    <div class="page">
      <header class="page-head">
        <h1>{title}</h1>
        {tools && <div class="tools">{tools}</div>}
      </header>
      {filters && <div class="filters">{filters}</div>}
      {children}
    </div>
  );
}

/** A list with the open entry beside it; on narrow screens one of the two. */
export function Split({ list, opened }: { list: ComponentChildren; opened: ComponentChildren | undefined }) {
  return (
    <div class={opened ? 'split opened' : 'split'}>
      <div class="split-list">{list}</div>
      {opened && <div class="split-detail">{opened}</div>}
    </div>
  );
}
