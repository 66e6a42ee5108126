import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** How long typing must pause before the search starts, in milliseconds. */
const SETTLES = 200;

/** The field that `/` focuses. The text goes into the address when typing pauses. */
export function Search({
  label,
  value,
  onSearch,
}: {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (text: string, wait: number) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(text), wait);
  };
  return (
    <div class="search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        data-search
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onInput={(event) => change(event.currentTarget.value, SETTLES)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') change(typed, 0);
          else if (event.key === 'Escape') {
            event.stopPropagation();
            if (typed) change('', 0);
            else event.currentTarget.blur();
          }
        }}
      />
      <i class="key" aria-hidden="true">
        /
      </i>
    </div>
  );
}
