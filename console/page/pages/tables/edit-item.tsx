import { useState } from 'preact/hooks';
import { readItem, removeItem, replaceItem } from '../../data/edit-item.ts';
import { Refused } from '../../data/engine.ts';
import type { Item } from '../../data/item.ts';
import { useAction } from '../../data/load.ts';
import type { TableFacts } from '../../data/tables.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field, valuesOf } from '../../parts/field.tsx';
import { Failure } from '../../parts/states.tsx';

/**
 * An item as DynamoDB's JSON, read and shown on request, because it may be a secret, and because an index may have only a part of it.
 * Written back, or deleted, only if nobody has changed it since it was shown.
 */
export function EditItem({
  table,
  item,
  onClose,
  onChanged,
}: {
  table: TableFacts;
  item: Item;
  onClose: () => void;
  onChanged: () => void;
}) {
  const [shown, setShown] = useState<Item>();
  const { busy, error, run } = useAction();
  const save = async (before: Item, text: string) => {
    await replaceItem(table, before, parse(text));
    onChanged();
  };
  return (
    <Dialog title={`Item of ${table.TableName ?? ''}`} onClose={onClose}>
      {shown ? (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            const { item: text = '' } = valuesOf(event.currentTarget);
            run(() => save(shown, text));
          }}
        >
          <Field
            label="Item"
            help="DynamoDB’s JSON. Saving fails if somebody changed the item since it was shown."
          >
            <textarea
              name="item"
              rows={16}
              spellcheck={false}
              defaultValue={JSON.stringify(shown, null, 2)}
            />
          </Field>
          {error && <Failure error={error} />}
          <div class="row">
            <button type="submit" class="button primary" disabled={busy}>
              Save
            </button>
            <button
              type="button"
              class="button danger"
              disabled={busy}
              onClick={() => run(() => removeItem(table, shown).then(onChanged))}
            >
              Delete
            </button>
          </div>
        </form>
      ) : (
        <div class="stack">
          <p>The item may hold what lets a person through the gate.</p>
          <div class="row">
            <button
              type="button"
              class="button primary"
              disabled={busy}
              onClick={() => run(async () => setShown(await readItem(table, item)))}
            >
              Show it
            </button>
          </div>
          {error && <Failure error={error} />}
        </div>
      )}
    </Dialog>
  );
}

function parse(text: string): Item {
  try {
    return JSON.parse(text) as Item;
  } catch {
    throw new Refused('NoJson', 'The item is no JSON: look for a comma or a quote.', 0);
  }
}
