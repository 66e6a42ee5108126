import type { ComponentChildren } from 'preact';
import { Refused } from '../data/engine.ts';
import { Icon, type IconName } from './icon.tsx';

/** Nothing is there: why, and what to do about it. */
export function Empty({
  icon,
  title,
  children,
}: {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <p class="empty-title">{title}</p>
      {children && <div class="empty-text">{children}</div>}
    </div>
  );
}

/** A failure, in the words of its answer. */
export function Failure({ error, retry }: { error: Error; retry?: () => void }) {
  const code = error instanceof Refused ? error.code : error.name;
  return (
    <div class="failure" role="alert">
      <div>
        <strong>{code}</strong> <span class="wrap">{error.message === code ? '' : error.message}</span>
      </div>
      {retry && (
        <button type="button" class="button small" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      Reading {what} …
    </p>
  );
}
