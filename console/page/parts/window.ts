import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

/** Rows above and below the visible ones, so that a quick scroll shows no gap. */
const MARGIN = 12;

/** Which rows of a list have to be in the page: the visible ones, and a few around them. */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  length: number,
  rowHeight: number,
  onEnd: (() => void) | undefined,
): { first: number; last: number } {
  const [{ top, height }, setView] = useState({ top: 0, height: 900 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const first = Math.max(0, Math.min(length, Math.floor(top / rowHeight)) - MARGIN);
  const last = Math.min(length, Math.ceil((top + height) / rowHeight) + MARGIN);
  const near = length > 0 && last >= length;
  useEffect(() => {
    if (near) onEnd?.();
  }, [near, length, onEnd]);
  return { first, last };
}
