import { useMemo } from 'preact/hooks';
import { count, millis, plural, UNKNOWN } from '../format';
import { useAnswer } from '../live';
import { Buttons, NOTHING } from '../part/Action';
import { Invalidation } from '../part/Invalidation';
import { Failed, Link, Section, Stat, Waiting } from '../part/parts';
import { State } from '../part/State';
import { toCache, toEntries } from '../router';
import type { CarriedView, EntryOnNode, EntryView } from '../schema';

export function EntryPage({ name, query }: { name: string; query: string }) {
  const asked = useMemo(() => ({ ...Object.fromEntries(new URLSearchParams(query)), cache: name }), [name, query]);
  const { data, failure, again } = useAnswer('/entry', asked);
  return (
    <>
      <div class="title">
        <p class="crumb">
          <Link to="">Caches</Link> / <Link to={toCache(name)}>{name}</Link> / <Link to={toEntries(name)}>entries</Link>
        </p>
        <h1 class="key">
          {data ? data.key : 'An entry'} {data?.state && <State state={data.state} />}
        </h1>
        {data && (
          <p class="facts">
            {data.tenant ? `of tenant ${data.tenant}. ` : ''}
            {data.explanation}.
          </p>
        )}
      </div>
      {failure && <Failed failure={failure} />}
      {data ? <Entry entry={data} again={again} /> : !failure && <Waiting />}
    </>
  );
}

function Entry({ entry, again }: { entry: EntryView; again: () => void }) {
  return (
    <>
      <Buttons
        actions={[{ name: 'Invalidate', request: { ...NOTHING, kind: 'invalidate-entry', cache: entry.cache, tenant: entry.tenant, key: entry.segments } }]}
        done={again}
      />
      {entry.state !== null && <Figures entry={entry} />}
      <OnEachInstance nodes={entry.nodes} />
      {entry.value !== null && (
        <Section title="Value" note={entry.value.type}>
          {entry.value.text !== null ? <pre tabIndex={0}>{entry.value.text}</pre> : <p class="none">{entry.value.masked}.</p>}
        </Section>
      )}
      {entry.state !== null && <Carried entry={entry} />}
      <Section title={entry.state === 'invalidated' ? 'What made it invisible' : 'What has hit its key'} note={entry.state === null ? 'what touched anything that its cache depends on, of what this instance made or relayed and remembers' : 'of what this instance made or relayed and remembers'}>
        {entry.hits.length === 0 ? (
          <p class="none">
            {entry.state === 'invalidated' ? 'It was somebody else: another instance made the invalidation, or it is longer ago than what is remembered here.' : entry.state === null ? 'Nothing that is remembered here.' : 'Nothing, since it was loaded.'}
          </p>
        ) : (
          <ol class="invalidations">
            {entry.hits.map((each) => (
              <Invalidation key={each.id} invalidation={each} now={Date.now()} />
            ))}
          </ol>
        )}
      </Section>
      {entry.earlier.length > 0 && (
        <Section title="What hit its key before" note="since then it was loaded anew">
          <ol class="invalidations">
            {entry.earlier.map((each) => (
              <Invalidation key={each.id} invalidation={each} now={Date.now()} />
            ))}
          </ol>
        </Section>
      )}
      <p class="unknown">
        Looked at on {entry.instance}.{entry.nodes.length > 1 && ' Others are asked each time; what hit its key is known by each of its own.'}{' '}
        <button type="button" onClick={again}>
          Look again
        </button>
      </p>
    </>
  );
}

/** The same entry on each instance; nothing where there is but one. */
function OnEachInstance({ nodes }: { nodes: EntryOnNode[] }) {
  if (nodes.length < 2) {
    return null;
  }
  return (
    <Section title="On each instance" note="as they answer now">
      <table class="oneach">
        <thead>
          <tr>
            <th scope="col">Instance</th>
            <th scope="col">State</th>
            <th scope="col" class="wide">
              Lies
            </th>
            <th scope="col" class="right">
              Age
            </th>
            <th scope="col" class="wide right">
              As of
            </th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.instance}>
              <th scope="row">
                <span class="key">{node.instance}</span> {node.here && <span class="badge here">here</span>}
                <span class="detail">{node.unknown ?? node.explanation}.</span>
              </th>
              <td>{node.state === null ? UNKNOWN : <State state={node.state} />}</td>
              <td class="wide">{node.tier ?? UNKNOWN}</td>
              <td class="number">{millis(node.ageMillis)}</td>
              <td class="wide number">{node.asOf.length === 0 ? UNKNOWN : node.asOf.map((seq) => count(seq)).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Figures({ entry }: { entry: EntryView }) {
  return (
    <dl class="stats four">
      <Stat name="Lies" value={entry.tier ?? ''} />
      <Stat name="Age, about" value={millis(entry.ageMillis)} />
      <Stat name={(entry.leftMillis ?? 0) >= 0 ? 'Expires in' : 'Expired, ago'} value={millis(entry.leftMillis === null ? null : Math.abs(entry.leftMillis))} />
      <Stat name="Loaded as of" value={entry.asOf.map((seq) => count(seq)).join(', ')} detail="in the sequence of invalidations" />
    </dl>
  );
}

function Carried({ entry }: { entry: EntryView }) {
  return (
    <Section title="What would make it invisible" note="any of these">
      <ul class="carried">
        {entry.carried.map((each) => (
          <Reason key={each.text} carried={each} />
        ))}
      </ul>
      {entry.unknownTags > 0 && (
        <p class="unknown">{plural(entry.unknownTags, 'tag', 'tags')} whose names are not known here, as those of rows that nobody has written yet: an entry keeps their hashes only.</p>
      )}
    </Section>
  );
}

function Reason({ carried }: { carried: CarriedView }) {
  return (
    <li>
      <details>
        <summary>{carried.text}</summary>
        <div class="list">
          {carried.tags.map((tag) => (
            <code key={tag}>{tag}</code>
          ))}
        </div>
      </details>
    </li>
  );
}
