import { useEffect, useState } from 'preact/hooks';
import { count, millis, plural } from '../format';
import { useAnswer } from '../live';
import { Empty, Failed, Link, Name, Section, Waiting } from '../part/parts';
import { State } from '../part/State';
import { go, parameter, setParameter, toCache, toEntry } from '../router';
import type { EntriesView, EntryRow } from '../schema';

const WAIT_MILLIS = 200;

export function EntriesPage({ name }: { name: string }) {
  const [filter, setFilter] = useState(parameter('filter'));
  const [asked, setAsked] = useState(filter);
  useEffect(() => {
    setParameter('filter', filter);
    const timer = setTimeout(() => setAsked(filter), WAIT_MILLIS);
    return () => clearTimeout(timer);
  }, [filter]);
  const { data, failure } = useAnswer('/entries', { cache: name, text: asked });
  const [last, setLast] = useState<EntriesView | null>(null);
  useEffect(() => {
    if (data) {
      setLast(data);
    }
  }, [data]);
  const shown = data ?? last;
  return (
    <>
      <div class="title">
        <p class="crumb">
          <Link to="">Caches</Link> / <Link to={toCache(name)}>{name}</Link>
        </p>
        <h1>Entries</h1>
      </div>
      {failure && <Failed failure={failure} />}
      {shown ? <Found entries={shown} filter={filter} setFilter={setFilter} /> : !failure && <Waiting />}
    </>
  );
}

function Found({ entries, filter, setFilter }: { entries: EntriesView; filter: string; setFilter: (filter: string) => void }) {
  return (
    <>
      <ByKey entries={entries} />
      <section class="panel entries">
        <header>
          <h2>In process on this instance</h2>
          <input type="search" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} placeholder="Filter by key" aria-label="Filter entries by key" />
        </header>
        {entries.looked === 0 ? (
          <Empty title="Nothing lies in process">
            <p>Entries come when somebody reads. What lies in the shared tier can be found above, by its key.</p>
          </Empty>
        ) : (
          <Rows entries={entries} />
        )}
      </section>
    </>
  );
}

/** What lies in the shared tier only is found by its key: nothing ever walks through all of that. */
function ByKey({ entries }: { entries: EntriesView }) {
  const [tenant, setTenant] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const find = (event: Event) => {
    event.preventDefault();
    go(toEntry(entries.cache, tenant, entries.segments.map((name) => ({ name, value: values[name] ?? '' }))));
  };
  return (
    <Section title="By its key" note={<code>{entries.template}</code>}>
      <form class="bykey" onSubmit={find}>
        {!entries.shared && (
          <label>
            Tenant
            <input value={tenant} onInput={(event) => setTenant(event.currentTarget.value)} autocomplete="off" required />
          </label>
        )}
        {entries.segments.map((name) => (
          <label key={name}>
            {name}
            <input value={values[name] ?? ''} onInput={(event) => setValues({ ...values, [name]: event.currentTarget.value })} autocomplete="off" required />
          </label>
        ))}
        <button type="submit">Find</button>
      </form>
    </Section>
  );
}

function Rows({ entries }: { entries: EntriesView }) {
  return (
    <>
      <p class="counted" role="status">
        {entries.entries.length < entries.matching ? `${count(entries.entries.length)} of ` : ''}
        {plural(entries.matching, 'entry', 'entries')}
        {entries.whole ? '' : `, of the first ${count(entries.looked)} that were looked at`}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Key</th>
            {!entries.shared && (
              <th scope="col" class="wide">
                Tenant
              </th>
            )}
            <th scope="col">State</th>
            <th scope="col" class="right">
              Expires
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.entries.map((row) => (
            <Row key={row.tenant + row.key} row={row} entries={entries} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row({ row, entries }: { row: EntryRow; entries: EntriesView }) {
  return (
    <tr>
      <th scope="row">
        <Link to={toEntry(entries.cache, row.tenant, row.segments)} class="key">
          <Name text={row.key} />
        </Link>
        {!entries.shared && <span class="narrow detail">of tenant {row.tenant}</span>}
      </th>
      {!entries.shared && <td class="wide key">{row.tenant}</td>}
      <td>
        <State state={row.state} />
      </td>
      <td class="right number">{row.leftMillis >= 0 ? `in ${millis(row.leftMillis)}` : `${millis(-row.leftMillis)} ago`}</td>
    </tr>
  );
}
