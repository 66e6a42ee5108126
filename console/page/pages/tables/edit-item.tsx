import { useState } from 'preact/hooks';
import { Refused } from '../../data/engine.ts';
import { type Item, removeItem, replaceItem, type TableFacts } from '../../data/items.ts';
import { useAction } from '../../data/load.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field, valuesOf } from '../../parts/field.tsx';
import { Failure } from '../../parts/states.tsx';

/** An item as DynamoDB's JSON, shown on request, because it may be a secret; written back only if nobody has changed it meanwhile. */
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
  const [shown, setShown] = useState(false);
  const { busy, error, run } = useAction();
  const save = async (text: string) => {
    await replaceItem(table, item, parse(text));
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
            run(() => save(text));
          }}
        >
          <Field
            label="Item"
            help="DynamoDB’s JSON. Saving fails if somebody changed the item since it was read."
          >
            <textarea name="item" rows={16} spellcheck={false} defaultValue={JSON.stringify(item, null, 2)} />
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
              onClick={() => run(() => removeItem(table, item).then(onChanged))}
            >
              Delete
            </button>
          </div>
        </form>
      ) : (
        <div class="stack">
          <p>The item may hold what lets a person through the gate.</p>
          <div class="row">
            <button type="button" class="button primary" onClick={() => setShown(true)}>
              Show it
            </button>
          </div>
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
