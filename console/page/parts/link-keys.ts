import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 12,
  PageUp: -12,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Lets arrows move from row to row, also to rows that are not in the page yet. */
export function useLinkKeys(
  scroller: RefObject<HTMLElement | null>,
  length: number,
  rowHeight: number,
): void {
  useEffect(() => {
    const element = scroller.current;
    const move = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      const { index } = (event.target as HTMLElement).dataset;
      if (step === undefined || index === undefined || !element) return;
      event.preventDefault();
      const next = Math.max(0, Math.min(length - 1, Number(index) + step));
      const top = next * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + 2 * rowHeight > element.scrollTop + element.clientHeight)
        element.scrollTop = top + 2 * rowHeight - element.clientHeight;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus()),
      );
    };
    element?.addEventListener('keydown', move);
    return () => element?.removeEventListener('keydown', move);
  }, [length]);
}
