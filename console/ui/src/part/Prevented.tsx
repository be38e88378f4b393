// Stale values that were prevented: what overtook the load, and the entry that it was for.
import { useEffect, useState } from 'preact/hooks';
import { clock } from '../format';
import { toEntries, toEntry } from '../router';
import type { PreventedView } from '../schema';
import { Link, Section } from './parts';

/** Where the event is told in full. */
export const toPrevented = (each: PreventedView): string => `consistency?event=${each.id}`;

export function overtaker(each: PreventedView): string {
  return each.writer ?? each.cause ?? 'a write that is not told here';
}

/** The latest few, in the overview; nothing where nothing was prevented lately. */
export function Lately({ all }: { all: PreventedView[] }) {
  if (all.length === 0) {
    return null;
  }
  return (
    <Section title="Stale answers prevented lately" note="on this instance: loaded while it was written, and not kept">
      <ol class="events prevented">
        {all.map((each) => (
          <li key={each.id}>
            <time dateTime={each.at}>{clock(each.at)}</time>
            <span>
              <Link to={toPrevented(each)} class="key">
                {each.key}
              </Link>{' '}
              <span class="detail">overtaken by {overtaker(each)}</span>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** One of them, in a line that opens; open at once if the address asks for it. */
export function Prevented({ prevented, asked }: { prevented: PreventedView; asked: boolean }) {
  const [open, setOpen] = useState(asked);
  useEffect(() => {
    if (asked) {
      setOpen(true);
      document.getElementById(`prevented-${prevented.id}`)?.scrollIntoView({ block: 'nearest' });
    }
  }, [asked, prevented.id]);
  return (
    <li id={`prevented-${prevented.id}`} class="prevented">
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <time dateTime={prevented.at}>{clock(prevented.at)}</time>
          <span>
            <span class="key">{prevented.key}</span> <span class="detail">overtaken by {overtaker(prevented)}</span>
          </span>
        </summary>
        <Facts prevented={prevented} />
      </details>
    </li>
  );
}

function Facts({ prevented }: { prevented: PreventedView }) {
  return (
    <dl class="facts">
      <dt>Entry</dt>
      <dd>
        <Link to={prevented.segments ? toEntry(prevented.cache, prevented.tenant, prevented.segments) : toEntries(prevented.cache, prevented.key)} class="key">
          {prevented.key}
        </Link>
      </dd>
      <dt>Overtaken by</dt>
      <dd>
        {prevented.writer ?? 'Unknown.'} {prevented.unknown !== null && <span class="detail">{prevented.unknown}.</span>}
      </dd>
      {prevented.cause !== null && (
        <>
          <dt>Cause</dt>
          <dd>{prevented.cause}</dd>
        </>
      )}
      {prevented.transaction !== null && (
        <>
          <dt>Transaction</dt>
          <dd>
            <Link to={`live?filter=${prevented.transaction}`}>{prevented.transaction}</Link>
          </dd>
        </>
      )}
      <dt>Written</dt>
      <dd class="list">
        {prevented.raised.map((tag) => (
          <code key={tag}>{tag}</code>
        ))}
        {prevented.raised.length === 0 && <span class="detail">some of what it depends on; an entry keeps hashes only, and nobody has named these here</span>}
      </dd>
    </dl>
  );
}
