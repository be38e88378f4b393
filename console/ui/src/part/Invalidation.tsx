// One invalidation, in a line that opens.
import { ago, clock, micros, plural } from '../format';
import { toCache, toEntries } from '../router';
import type { InvalidationKind, InvalidationView, NodeRow } from '../schema';
import { Link } from './parts';

const KINDS: Record<InvalidationKind, string> = {
  made: 'made',
  delayed: 'delayed',
  relayed: 'relayed',
};

const EXPLAINED: Record<InvalidationKind, string> = {
  made: 'This instance made it right after the commit',
  delayed: 'It could not be made effective at once, and was tried again until it was',
  relayed: 'The relay of this instance made it for a writer that did not',
};

const CACHES_SHOWN = 4;

export function Invalidation({ invalidation, now, without, nodes }: { invalidation: InvalidationView; now: number; without?: string; nodes?: NodeRow[] }) {
  const caches = invalidation.caches.filter((cache) => cache !== without);
  return (
    <li class={`invalidation ${invalidation.kind}`}>
      <details>
        <summary>
          <time dateTime={invalidation.at} title={ago(invalidation.at, now)}>
            {clock(invalidation.at)}
          </time>
          <span class={`kind ${invalidation.kind}`} title={EXPLAINED[invalidation.kind]}>
            {KINDS[invalidation.kind]}
          </span>
          <span class="writer">{invalidation.writer ?? 'writer unknown'}</span>
          <span class="touched">
            {caches.slice(0, CACHES_SHOWN).map((cache) => (
              <span class="chip key" key={cache}>
                {cache}
              </span>
            ))}
            {caches.length > CACHES_SHOWN && <span class="chip">+{caches.length - CACHES_SHOWN}</span>}
            {invalidation.caches.length === 0 && <span class="detail">no cache depends on it</span>}
          </span>
          <span class="lag number">{micros(invalidation.fleetMicros ?? invalidation.sharedMicros)}</span>
        </summary>
        <Facts invalidation={invalidation} nodes={nodes ?? []} />
      </details>
    </li>
  );
}

function Facts({ invalidation, nodes }: { invalidation: InvalidationView; nodes: NodeRow[] }) {
  const more = invalidation.tagCount - invalidation.tags.length;
  return (
    <dl class="facts">
      <dt>Cause</dt>
      <dd>{invalidation.cause}</dd>
      <dt>Writer</dt>
      <dd>{invalidation.writer ?? `Unknown. ${invalidation.unknown ?? ''}`}</dd>
      <dt>Transaction</dt>
      <dd>{invalidation.transaction ?? 'none that an outbox holds'}</dd>
      <dt>Known</dt>
      <dd>
        {invalidation.delay !== null
          ? `not at once: ${invalidation.delay}`
          : invalidation.kind === 'relayed'
            ? 'when the relay had made it; its commit is not dated here'
            : `in the shared tier after ${micros(invalidation.sharedMicros)}, ${invalidation.fleetMicros === null ? 'by other instances at an unknown time: that was not waited for' : `by every instance after ${micros(invalidation.fleetMicros)}`}`}
      </dd>
      {nodes.length > 1 && (
        <>
          <dt>Instances</dt>
          <dd class="list">
            {nodes
              .filter((node) => node.standing !== 'ended')
              .map((node) => (
                <span key={node.instance}>
                  <span class="key">{node.instance}</span> {reached(invalidation, node)}
                </span>
              ))}
          </dd>
        </>
      )}
      <dt>Caches</dt>
      <dd class="list">
        {invalidation.caches.length === 0
          ? 'none'
          : invalidation.caches.map((cache) => (
              <span key={cache}>
                <Link to={toCache(cache)} class="key">
                  {cache}
                </Link>{' '}
                <Link to={toEntries(cache)} label={`Entries of ${cache}`}>
                  entries
                </Link>
              </span>
            ))}
      </dd>
      <dt>{plural(invalidation.tagCount, 'tag', 'tags')}</dt>
      <dd class="list">
        {invalidation.tags.map((tag) => (
          <code key={tag}>{tag}</code>
        ))}
        {more > 0 && <span class="detail">and {more} more</span>}
      </dd>
    </dl>
  );
}

/** Whether an instance is proven to know what was committed before this was heard of. */
function reached(invalidation: InvalidationView, node: NodeRow): string {
  if (node.standing !== 'present' || node.mode === null) {
    return node.standing === 'gone' ? 'is gone' : 'unknown';
  }
  if (node.knowsUntil === null) {
    return 'serves nothing from its cache';
  }
  return Date.parse(node.knowsUntil) >= Date.parse(invalidation.at) ? 'knows' : `has not said so yet, heard ${ago(new Date(Date.now() - node.heardMillis).toISOString(), Date.now())}`;
}
