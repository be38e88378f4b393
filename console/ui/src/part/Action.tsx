// What can be done: first it is told what it would do, then what it is done to has to be typed.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { post, type Failure } from '../api';
import { useAnswer } from '../live';
import type { ActionPreview, ActionRequest } from '../schema';
import { Failed, Link } from './parts';

export const NOTHING: ActionRequest = { kind: null, cache: null, tenant: null, key: null, setting: null, value: null, confirm: null };

interface Action {
  name: string;
  request: ActionRequest;
}

/** Buttons for what whoever looks may do, behind what they are about; nothing where they may do nothing. */
export function Buttons({ actions, done, children }: { actions: Action[]; done: () => void; children?: ComponentChildren }) {
  const { data } = useAnswer('/actions');
  const [chosen, setChosen] = useState<Action | null>(null);
  const [said, setSaid] = useState('');
  const possible = actions.filter((action) => data?.allowed.includes(action.request.kind ?? ''));
  if (possible.length === 0) {
    return null;
  }
  return (
    <div class="actions">
      {children}
      {possible.map((action) => (
        <button type="button" key={action.name} onClick={() => setChosen(action)}>
          {action.name} …
        </button>
      ))}
      <span role="status">
        {said && (
          <>
            {said} <Link to="actions">What was done</Link>
          </>
        )}
      </span>
      {chosen && (
        <Dialog
          action={chosen}
          close={(text) => {
            setChosen(null);
            setSaid(text);
            if (text) {
              done();
            }
          }}
        />
      )}
    </div>
  );
}

function Dialog({ action, close }: { action: Action; close: (said: string) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [preview, setPreview] = useState<ActionPreview | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    dialog.current?.showModal();
    post('/actions/preview', action.request).then(setPreview, setFailure);
  }, []);
  const act = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    post('/actions', { ...action.request, confirm: typed }).then(
      (did) => close(`Done: ${did.text}.`),
      (e: Failure) => {
        setFailure(e);
        setBusy(false);
      },
    );
  };
  return (
    <dialog ref={dialog} onClose={() => close('')} aria-label={action.name}>
      <form onSubmit={act}>
        <h2>{action.name}</h2>
        {failure && <Failed failure={failure} />}
        {preview && (
          <>
            <p>{preview.text}.</p>
            <p>
              <b>{preview.effect}.</b> <span class="detail">{preview.unknown}.</span>
            </p>
            <label>
              To confirm it, type <code>{preview.confirm}</code>
              <input value={typed} onInput={(event) => setTyped(event.currentTarget.value)} autocomplete="off" autocapitalize="off" spellcheck={false} />
            </label>
          </>
        )}
        <div class="choice">
          <button type="button" onClick={() => dialog.current?.close()}>
            Leave it
          </button>
          <button type="submit" class="danger" disabled={busy || preview === null || typed !== preview.confirm}>
            {action.name}
          </button>
        </div>
      </form>
    </dialog>
  );
}
