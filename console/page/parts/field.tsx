import { cloneElement, type VNode } from 'preact';
import { useId } from 'preact/hooks';

/** A label, its control, and a line of help below. */
export function Field({
  label,
  help,
  children,
}: {
  label: string;
  help?: string;
  children: VNode<{ id?: string; 'aria-describedby'?: string }>;
}) {
  const id = useId();
  const about = help === undefined ? {} : { 'aria-describedby': `${id}-help` };
  return (
    <div class="field">
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, { id, ...about })}
      {help !== undefined && <small id={`${id}-help`}>{help}</small>}
    </div>
  );
}

/** The fields of a form by their names, as text. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}
