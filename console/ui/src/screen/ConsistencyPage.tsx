import { clock, count, micros, millis, plural, UNKNOWN } from '../format';
import { useAnswer } from '../live';
import { Prevented } from '../part/Prevented';
import { Empty, Failed, Link, Section, Sign, Stat, Waiting } from '../part/parts';
import { toEntries } from '../router';
import type { ConsistencyView } from '../schema';

export function ConsistencyPage({ query }: { query: string }) {
  const { data, failure } = useAnswer('/consistency');
  if (!data) {
    return failure ? <Failed failure={failure} /> : <Waiting />;
  }
  return (
    <>
      <Verdict view={data} />
      <Figures view={data} />
      <Violations view={data} />
      <div class="halves">
        <AllPrevented view={data} query={query} />
        <Notices view={data} />
      </div>
      <p class="unknown">{data.elsewhere}.</p>
    </>
  );
}

function Verdict({ view: { node, violations, compared } }: { view: ConsistencyView }) {
  const state = !node.leaseRuns || violations > 0 ? 'critical' : 'well';
  return (
    <div class={`verdict ${state}`}>
      <h1>
        {violations > 0 ? `${plural(violations, 'stale answer was', 'stale answers were')} found` : node.leaseRuns ? (compared > 0 ? 'Answers are true' : 'Trusted') : 'Nothing is served from the cache'}
        <span class="sub">
          {node.leaseRuns
            ? ` every write that was committed more than ${millis(node.stalenessMillis)} ago is known to ${node.instance}`
            : ` it is not proven that ${node.instance} knows every write, so every read goes to its source`}
        </span>
      </h1>
    </div>
  );
}

function Figures({ view: { node, delayed } }: { view: ConsistencyView }) {
  return (
    <>
      <dl class="stats">
        <Stat
          name="Staleness now"
          value={node.leaseRuns ? millis(node.stalenessMillis) : UNKNOWN}
          detail={<Share part={node.stalenessMillis} whole={node.boundMillis} text={`bound ${millis(node.boundMillis)}`} />}
        />
        <Stat name="Lease" value={node.leaseRuns ? 'runs' : 'has ended'} detail={`${millis(node.leaseLeftMillis)} left without news`} />
        <Stat name="Commit to known, p99" value={micros(node.lagP99Micros)} detail={node.lagP50Micros === null ? 'unknown: no change was heard of yet' : `half within ${micros(node.lagP50Micros)}, all within ${micros(node.lagMaxMicros)}`} />
        <Stat name="Changes heard" value={count(node.changesHeard)} detail={node.gapsRepaired === 0 ? 'no message was missing' : `${plural(node.gapsRepaired, 'message', 'messages')} missing, made up for by a poll`} />
        <Stat name="Waiting" value={count(node.waitingInvalidations)} detail={`${count(delayed)} had to wait since it began`} />
        <Stat name="Relay" value={node.relayActive ? 'at work' : 'at rest'} detail={node.relayActive ? 'of this instance' : 'another instance certifies, or none'} />
      </dl>
      <p class="note">
        {node.capture}. Shared tier: {node.remote}, {node.remoteAnswers ? 'answers' : 'does not answer'}. Changes are kept in {node.outbox}
        {node.direct ? '; asked directly at present' : ''}.
      </p>
    </>
  );
}

function Share({ part, whole, text }: { part: number; whole: number; text: string }) {
  return (
    <>
      <meter min={0} max={whole} value={part} aria-label={text} />
      {text}
    </>
  );
}

function Violations({ view }: { view: ConsistencyView }) {
  return (
    <Section title="Answers compared with their source" note={view.shadowUnknown === null ? `${plural(view.compared, 'answer', 'answers')}, ${count(view.violations)} stale, ${count(view.failed)} not comparable` : ''}>
      {view.latest.length > 0 ? (
        <table>
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Wrong for at least</th>
              <th scope="col">Likely cause</th>
            </tr>
          </thead>
          <tbody>
            {view.latest.map((each) => (
              <tr key={each.cache + each.key}>
                <th scope="row">
                  <Link to={toEntries(each.cache, each.key)} class="key">
                    {each.key}
                  </Link>
                </th>
                <td class="number">{millis(each.ageMillis)}</td>
                <td>{each.missing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p class="none">{view.shadowUnknown === null ? 'All that were compared were equal, or only as old as the bound allows.' : `${view.shadowUnknown}.`}</p>
      )}
    </Section>
  );
}

function AllPrevented({ view, query }: { view: ConsistencyView; query: string }) {
  const asked = new URLSearchParams(query);
  const cache = asked.get('cache');
  const event = Number(asked.get('event'));
  const shown = cache === null ? view.prevented : view.prevented.filter((each) => each.cache === cache);
  return (
    <Section
      title="Stale answers prevented"
      note={
        cache === null ? (
          'loaded while it was written, so answered to whoever asked before, and not kept'
        ) : (
          <>
            of <span class="key">{cache}</span>; <Link to="consistency">of all caches</Link>
          </>
        )
      }
    >
      {event > 0 && !view.prevented.some((each) => each.id === event) && <p class="none">The one that was asked for is not among the latest that are shown here.</p>}
      {shown.length === 0 ? (
        <Empty title={cache === null ? 'None yet' : 'None among the latest that are shown here'}>
          <p>When a value is loaded and its source is written before it is kept, it is not kept. Each such race is here.</p>
        </Empty>
      ) : (
        <ol class="events">
          {shown.map((each) => (
            <Prevented key={each.id} prevented={each} asked={each.id === event} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Notices({ view }: { view: ConsistencyView }) {
  return (
    <Section title="What happened" note="to trust and settings, on this instance">
      {view.notices.length === 0 ? (
        <p class="none">Nothing that is remembered.</p>
      ) : (
        <ol class="events">
          {view.notices.map((each) => (
            <li key={each.id}>
              <time dateTime={each.at}>{clock(each.at)}</time>
              <span>
                <Sign severity={each.severity} /> {each.text}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
