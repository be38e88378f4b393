import { useEffect, useState } from 'preact/hooks';
import { plural } from '../format';
import { useAnswer, useInvalidations } from '../live';
import { Invalidation } from '../part/Invalidation';
import { Instances } from '../part/Instances';
import { Empty, Failed, Waiting } from '../part/parts';
import { parameter, setParameter } from '../router';
import type { InvalidationView, NodeRow } from '../schema';
import { Connected } from './Overview';

const SHOWN = 100;

export function Live() {
  const [paused, setPaused] = useState(false);
  const [filter, setFilter] = useState(parameter('filter'));
  const [other, setOther] = useState(parameter('instance'));
  const here = useInvalidations(paused || other !== '');
  const asked = useAnswer('/invalidations', { instance: other }, true, other !== '' && !paused);
  const { all, forgotten, instance } = other === '' ? here : { all: asked.data?.invalidations ?? null, forgotten: asked.data?.forgotten ?? false, instance: other };
  const nodes = useAnswer('/nodes');
  useEffect(() => setParameter('filter', filter), [filter]);
  useEffect(() => setParameter('instance', other), [other]);
  const wanted = (all ?? []).filter((each) => matches(each, filter));
  return (
    <>
      <div class="verdict">
        <h1>
          Invalidations
          <span class="sub"> made or relayed by {instance || 'this instance'}{other === '' ? '; others can be asked' : ', which is asked every few seconds for its latest 100'}</span>
        </h1>
        {other === '' && <Connected connection={here.connection} />}
      </div>
      <div class="tools">
        <Instances all={nodes.data?.nodes ?? []} chosen={other} choose={setOther} />
        <input type="search" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} placeholder="Filter by cache, tag, writer or transaction" aria-label="Filter invalidations" />
        <button type="button" class="pause" aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? 'Go on' : 'Pause'}
        </button>
      </div>
      {other !== '' && asked.failure && <Failed failure={asked.failure} />}
      {all === null ? (other === '' || !asked.failure) && <Waiting /> : <List all={all} wanted={wanted} filter={filter} forgotten={forgotten} nodes={nodes.data?.nodes ?? []} />}
    </>
  );
}

function List({ all, wanted, filter, forgotten, nodes }: { all: InvalidationView[]; wanted: InvalidationView[]; filter: string; forgotten: boolean; nodes: NodeRow[] }) {
  if (all.length === 0) {
    return (
      <Empty title="Nothing was invalidated yet">
        <p>
          Commit a transaction that writes a table which a cached method reads: from this application, by JPQL or JDBC, or from <code>psql</code>. It is here within a second, with what caused it and
          what it touched.
        </p>
      </Empty>
    );
  }
  const now = Date.now();
  return (
    <section class="panel">
      <p class="counted" role="status">
        {plural(wanted.length, 'invalidation', 'invalidations')}
        {filter ? ` with “${filter}”, of ${all.length}` : ''}
        {forgotten ? '; some came faster than they could be kept' : ''}
      </p>
      <ol class="invalidations">
        {wanted.slice(0, SHOWN).map((each) => (
          <Invalidation key={each.id} invalidation={each} now={now} nodes={nodes} />
        ))}
      </ol>
      {wanted.length > SHOWN && <p class="none">Older ones are found by the filter.</p>}
    </section>
  );
}

function matches(invalidation: InvalidationView, filter: string): boolean {
  const text = filter.trim().toLowerCase();
  return (
    text === '' ||
    [invalidation.cause, invalidation.writer ?? '', invalidation.transaction ?? '', ...invalidation.caches, ...invalidation.tags].some((part) => part.toLowerCase().includes(text))
  );
}
