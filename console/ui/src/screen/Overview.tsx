import { useEffect, useState } from 'preact/hooks';
import { ago, count, micros, millis, percent, plural, rate, UNKNOWN } from '../format';
import { useOverview, type Connection } from '../live';
import { NodeStrip } from '../part/Nodes';
import { Lately } from '../part/Prevented';
import { Empty, Failed, Link, Name, Problems, Sign, Stat, Waiting } from '../part/parts';
import { Spark } from '../part/Spark';
import { parameter, setParameter, toCache } from '../router';
import type { CacheRow, NodeView, OverviewView, ProblemView } from '../schema';

const PROBLEMS_SHOWN = 5;
const ROWS_SHOWN = 100;
const WAIT_MILLIS = 200;

/** Which caches are shown. The instance finds and orders them, so that it need not send all of a thousand. */
interface Choice {
  filter: string;
  sort: Column | '';
  down: boolean;
  all: boolean;
}

/** What somebody has written, when the next letter does not follow at once. */
function useLate(text: string): string {
  const [late, setLate] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLate(text), WAIT_MILLIS);
    return () => clearTimeout(timer);
  }, [text]);
  return late;
}

export function Overview() {
  const [choice, setChoice] = useState<Choice>({ filter: parameter('filter'), sort: '', down: false, all: false });
  const { data, failure, connection } = useOverview({
    filter: useLate(choice.filter),
    sort: choice.sort,
    down: String(choice.down),
    ...(choice.all ? {} : { most: String(ROWS_SHOWN) }),
  });
  if (!data) {
    return failure ? <Failed failure={failure} /> : <Waiting />;
  }
  return (
    <>
      <Verdict overview={data} connection={connection} />
      <AllProblems problems={data.problems} />
      <NodeStrip fleet={data.fleet} />
      <Stats overview={data} />
      <Lately all={data.prevented} />
      <Caches overview={data} choice={choice} choose={setChoice} />
    </>
  );
}

function Verdict({ overview, connection }: { overview: OverviewView; connection: Connection }) {
  const worst = overview.problems[0]?.severity ?? null;
  const serious = overview.problems.filter((problem) => problem.severity !== 'note').length;
  const state = worst === 'critical' ? 'critical' : worst === 'warning' ? 'warning' : 'well';
  return (
    <div class={`verdict ${state}`}>
      <h1>
        {serious === 0 ? 'All is well' : plural(serious, 'problem', 'problems')}
        <span class="sub">
          {overview.node.leaseRuns
            ? ` ${plural(overview.totals.caches, 'cache', 'caches')}, trusted: no answer is more than ${millis(overview.node.stalenessMillis)} behind its source`
            : ` ${plural(overview.totals.caches, 'cache', 'caches')}, not trusted: every read goes to its source`}
        </span>
      </h1>
      <Connected connection={connection} />
    </div>
  );
}

const TEXTS: Record<Connection, string> = { connecting: 'connecting', live: 'live', lost: 'no answer', paused: 'paused' };

export function Connected({ connection }: { connection: Connection }) {
  return (
    <span class={`connection ${connection}`} role="status">
      {TEXTS[connection]}
    </span>
  );
}

function AllProblems({ problems }: { problems: ProblemView[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? problems : problems.slice(0, PROBLEMS_SHOWN);
  if (problems.length === 0) {
    return null;
  }
  return (
    <>
      <Problems problems={shown} linked />
      {problems.length > PROBLEMS_SHOWN && (
        <button type="button" class="more" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Show fewer' : `Show ${problems.length - PROBLEMS_SHOWN} more`}
        </button>
      )}
    </>
  );
}

function Stats({ overview: { totals, node } }: { overview: OverviewView }) {
  return (
    <dl class="stats">
      <Stat name="Hit rate, 10 min" value={percent(totals.hitRate)}>
        <Spark values={totals.hitRates} label="Hit rate" max={1} />
      </Stat>
      <Stat name="Reads a second" value={rate(totals.readsPerSecond)}>
        <Spark values={totals.readRates} label="Reads a second" />
      </Stat>
      <Stat name="Load time saved" value={millis(totals.savedMillis)} detail={totals.savedMillis === null ? 'nothing has been loaded yet' : 'estimated: hits × usual load'} />
      <Stat name="Stale prevented" value={count(totals.stalePrevented)} detail={<Link to="consistency">loads that a write overtook</Link>} />
      <Stat name="Staleness now" value={node.leaseRuns ? millis(node.stalenessMillis) : UNKNOWN} detail={node.leaseRuns ? `bound ${millis(node.boundMillis)}` : 'nothing is served'} />
      <Stat name="Commit to known, p99" value={micros(node.lagP99Micros)} detail={lag(node)} />
    </dl>
  );
}

function lag(node: NodeView): string {
  return node.lagP99Micros === null ? 'unknown: no change was heard of yet' : plural(node.changesHeard, 'change heard', 'changes heard');
}

type Column = keyof Pick<CacheRow, 'name' | 'hitRate' | 'readsPerSecond' | 'loadP99Micros' | 'savedMillis' | 'entries' | 'stalePrevented' | 'lastInvalidation'>;

const COLUMNS: { column: Column; name: string; class?: string }[] = [
  { column: 'name', name: 'Cache' },
  { column: 'hitRate', name: 'Hit rate, 10 min' },
  { column: 'readsPerSecond', name: 'Reads/s', class: 'wide' },
  { column: 'loadP99Micros', name: 'Load, p99', class: 'wide' },
  { column: 'savedMillis', name: 'Saved', class: 'wider' },
  { column: 'entries', name: 'Entries', class: 'wide' },
  { column: 'stalePrevented', name: 'Stale prevented', class: 'wider' },
  { column: 'lastInvalidation', name: 'Invalidated', class: 'wide' },
];

function Caches({ overview, choice, choose }: { overview: OverviewView; choice: Choice; choose: (choice: Choice) => void }) {
  const { filter, sort, down, all } = choice;
  const now = Date.parse(overview.at);
  useEffect(() => setParameter('filter', filter), [filter]);
  if (overview.totals.caches === 0) {
    return (
      <Empty title="No cache is declared yet">
        <p>
          Put <code>@Cached(cache = "prices:&#123;id&#125;", ttl = "5m")</code> on a method that reads, and it is here after the next start.
        </p>
      </Empty>
    );
  }
  const turn = (column: Column) => choose({ ...choice, sort: column, down: sort === column ? !down : column !== 'name' });
  const shown = overview.caches.filter((row) => matches(row, filter)); // at once, until the instance has told which there are
  return (
    <section class="panel caches">
      <header>
        <h2>Caches</h2>
        <input type="search" value={filter} onInput={(event) => choose({ ...choice, filter: event.currentTarget.value })} placeholder="Filter by name" aria-label="Filter caches by name" />
      </header>
      <table>
        <thead>
          <tr>
            {COLUMNS.map(({ column, name, ...rest }) => (
              <th key={column} scope="col" {...rest} aria-sort={sort !== column ? 'none' : down ? 'descending' : 'ascending'}>
                <button type="button" onClick={() => turn(column)}>
                  {name}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.name} row={row} now={now} />
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p class="none">No cache has “{filter}” in its name.</p>}
      {overview.matching > ROWS_SHOWN && (
        <button type="button" class="more" onClick={() => choose({ ...choice, all: !all })} aria-expanded={all}>
          {all ? `Show the first ${ROWS_SHOWN}` : `Show all ${count(overview.matching)}`}
        </button>
      )}
    </section>
  );
}

function matches(row: CacheRow, filter: string): boolean {
  return row.name.toLowerCase().includes(filter.trim().toLowerCase());
}

function Row({ row, now }: { row: CacheRow; now: number }) {
  return (
    <tr class={row.off ? 'off' : ''}>
      <th scope="row">
        <span class="name">
          {row.severity && <Sign severity={row.severity} />}
          <Link to={toCache(row.name)} class="key">
            <Name text={row.name} />
          </Link>
          {row.off && <span class="badge">off</span>}
        </span>
        <span class="narrow detail">
          {rate(row.readsPerSecond)} reads/s, {plural(row.entries, 'entry', 'entries')}, load {micros(row.loadP99Micros)}
          {row.stalePrevented > 0 && `, ${count(row.stalePrevented)} stale prevented`}
        </span>
      </th>
      <td class="hits">
        <span class="number">{percent(row.hitRate)}</span>
        <Spark values={row.hitRates} label={`Hit rate of ${row.name}`} max={1} width={72} height={20} />
      </td>
      <td class="wide number">{rate(row.readsPerSecond)}</td>
      <td class="wide number">{micros(row.loadP99Micros)}</td>
      <td class="wider number">{millis(row.savedMillis)}</td>
      <td class="wide number">{count(row.entries)}</td>
      <td class={`wider number ${row.stalePrevented > 0 ? 'good' : ''}`}>{row.stalePrevented > 0 ? <Link to={`consistency?cache=${encodeURIComponent(row.name)}`} label={`${count(row.stalePrevented)} stale answers prevented of ${row.name}`}>{count(row.stalePrevented)}</Link> : '0'}</td>
      <td class="wide when" title={row.lastInvalidation ? row.lastInvalidation.cause : 'By none that this instance made or relayed and still remembers'}>
        {ago(row.lastInvalidation?.at ?? null, now)}
      </td>
    </tr>
  );
}
