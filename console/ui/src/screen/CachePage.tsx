import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { count, micros, millis, percent, plural, rate, spoken } from '../format';
import { useAnswer } from '../live';
import { Buttons, NOTHING } from '../part/Action';
import { Chart, type Line } from '../part/Chart';
import { Invalidation } from '../part/Invalidation';
import { OnEachNode } from '../part/Nodes';
import { Empty, Failed, Link, Problems, Section, Stat, Waiting } from '../part/parts';
import { Spark } from '../part/Spark';
import { SettingButtons } from '../part/SettingButtons';
import { toEntries } from '../router';
import type { CacheView, CountView, MethodView, SeriesView, SettingView } from '../schema';

export function CachePage({ name }: { name: string }) {
  const { data, failure, again } = useAnswer('/cache', { name });
  if (!data) {
    return failure ? (
      <>
        <Failed failure={failure} />
        <p>
          <Link to="">All caches</Link>
        </p>
      </>
    ) : (
      <Waiting />
    );
  }
  return (
    <>
      <Title cache={data} />
      <Buttons
        actions={[
          { name: 'Invalidate', request: { ...NOTHING, kind: 'invalidate-cache', cache: name } },
          data.row.off
            ? { name: 'Switch on', request: { ...NOTHING, kind: 'switch-on', cache: name } }
            : { name: 'Switch off', request: { ...NOTHING, kind: 'switch-off', cache: name } },
        ]}
        done={again}
      />
      {data.problems.length > 0 && <Problems problems={data.problems} linked={false} />}
      <Stats cache={data} />
      <Charts series={data.series} />
      <Flow cache={data} />
      <div class="halves">
        <Section title="How reads were answered" note="since this instance began">
          <Bars counts={data.reads} />
        </Section>
        <Tiers cache={data} />
      </div>
      <OnEachNode nodes={data.nodes} />
      <Settings cache={name} settings={data.settings} done={again} />
      <Latest cache={data} />
      <Rare effects={data.effects} />
    </>
  );
}

function Title({ cache }: { cache: CacheView }) {
  return (
    <div class="title">
      <p class="crumb">
        <Link to="">Caches</Link>
      </p>
      <h1 class="key">
        {cache.row.name} {cache.row.off && <span class="badge">off</span>}
      </h1>
      <p class="facts">
        <code>{cache.row.template}</code>, served for {spoken(cache.row.ttl)} at the most, {cache.shared ? 'shared by all tenants' : 'a tenant’s own'}
      </p>
    </div>
  );
}

function Stats({ cache: { row } }: { cache: CacheView }) {
  return (
    <dl class="stats">
      <Stat name="Hit rate, 10 min" value={percent(row.hitRate)}>
        <Spark values={row.hitRates} label="Hit rate" max={1} />
      </Stat>
      <Stat name="Reads a second" value={rate(row.readsPerSecond)} detail={`${count(row.reads)} since it began`} />
      <Stat name="Load" value={micros(row.loadMeanMicros)} detail={row.loadP99Micros === null ? 'unknown: nothing was loaded yet' : `p99 ${micros(row.loadP99Micros)}`} />
      <Stat name="Load time saved" value={millis(row.savedMillis)} detail="estimated: hits × usual load" />
      <Stat name="Stale prevented" value={count(row.stalePrevented)} detail={row.stalePrevented > 0 ? <Link to={`consistency?cache=${encodeURIComponent(row.name)}`}>loads that a write overtook</Link> : 'loads that a write overtook'} />
      <Stat name="Entries in process" value={count(row.entries)} detail={<Link to={toEntries(row.name)}>find one</Link>} />
    </dl>
  );
}

function Charts({ series }: { series: SeriesView }) {
  const { times, reads, loads } = useMemo(() => drawn(series), [series.endsAt, series.hits.length]);
  if (series.hits.length < 2) {
    return (
      <Empty title="No course yet">
        <p>Counters are sampled every {series.intervalMillis / 1000} seconds; the first lines are here in a moment.</p>
      </Empty>
    );
  }
  return (
    <div class="halves">
      <Chart title="Reads a second" times={times} lines={reads} unit={rate} />
      <Chart title="Load time" times={times} lines={loads} unit={millis} />
    </div>
  );
}

function drawn(series: SeriesView): { times: number[]; reads: Line[]; loads: Line[] } {
  const end = Date.parse(series.endsAt) / 1000;
  const seconds = series.intervalMillis / 1000;
  const times = series.hits.map((_, at) => end - (series.hits.length - 1 - at) * seconds);
  const perSecond = (values: number[]) => values.map((value) => value / seconds);
  const mean = series.loadMicros.map((spent, at) => {
    const loads = (series.loads[at] ?? 0) + (series.failedLoads[at] ?? 0);
    return loads === 0 ? null : spent / loads / 1000;
  });
  return {
    times,
    reads: [
      { name: 'hits', colour: 'accent', values: perSecond(series.hits) },
      { name: 'misses', colour: 'warning', values: perSecond(series.misses) },
      { name: 'past the cache', colour: 'muted', values: perSecond(series.bypasses) },
    ],
    loads: [{ name: 'mean', colour: 'accent', values: mean }],
  };
}

function Flow({ cache }: { cache: CacheView }) {
  return (
    <Section title="What feeds it, who reads it">
      <div class="flow">
        <Column name="Written in">
          {cache.dependencies.map((dependency) => (
            <li key={dependency.text}>
              <span class="key">{dependency.text}</span>
              {dependency.observed && <span class="detail">observed</span>}
            </li>
          ))}
          {cache.dependencies.length === 0 && cache.dependenciesUnknown === null && <li class="none">Nothing: entries live until they expire or are invalidated by hand</li>}
          {cache.dependenciesUnknown !== null && <li class="none">{cache.dependenciesUnknown}</li>}
        </Column>
        <Column name="Held in">
          <li>
            <span class="key">{cache.row.template}</span>
          </li>
        </Column>
        <Column name="Read by">
          {cache.readers.map((method) => (
            <Method key={method.type + method.method} method={method} />
          ))}
          {cache.readersUnknown !== null && <li class="none">{cache.readersUnknown}</li>}
        </Column>
      </div>
      {cache.invalidators.length > 0 && (
        <>
          <h3>Invalidated by hand in</h3>
          <ul class="methods">
            {cache.invalidators.map((method) => (
              <Method key={method.type + method.method} method={method} />
            ))}
          </ul>
        </>
      )}
      {cache.writers.length > 0 && (
        <>
          <h3>Seen to write what feeds it</h3>
          <ul class="methods">
            {cache.writers.map((writer) => (
              <li key={writer} class="key">
                {writer}
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="unknown">{cache.writersUnknown}.</p>
    </Section>
  );
}

function Column({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <h3>{name}</h3>
      <ul>{children}</ul>
    </div>
  );
}

function Method({ method }: { method: MethodView }) {
  return (
    <li>
      <span class="key">
        {method.type}.<wbr />
        {method.method}
      </span>
    </li>
  );
}

function Bars({ counts }: { counts: CountView[] }) {
  const all = counts.reduce((sum, each) => sum + each.count, 0);
  return (
    <ul class="bars">
      {counts.map((each) => (
        <li key={each.name}>
          <span class="key">{each.name}</span>
          <span class="number">{count(each.count)}</span>
          <meter min={0} max={Math.max(all, 1)} value={each.count} aria-label={each.text} />
          <span class="detail">{each.text}</span>
        </li>
      ))}
    </ul>
  );
}

function Tiers({ cache }: { cache: CacheView }) {
  return (
    <Section title="Tiers">
      <ul class="tiers">
        {cache.tiers.map((tier) => (
          <li key={tier.name} class={tier.used ? '' : 'off'}>
            <span class="name">{tier.name}</span>
            <span class="number">{count(tier.hits)} hits</span>
            <span class="detail">{tier.text}</span>
            <span class="detail">{tier.entries !== null ? `about ${count(tier.entries)} entries` : `entries unknown: ${tier.why ?? ''}`}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Settings({ cache, settings, done }: { cache: string; settings: SettingView[]; done: () => void }) {
  const said = settings.filter((setting) => setting.origin !== 'default');
  const usual = settings.filter((setting) => setting.origin === 'default');
  return (
    <Section title="Settings" note="what holds, and where that was said">
      {said.length === 0 ? <p class="none">All is as by default.</p> : <SettingRows settings={said} />}
      {usual.length > 0 && (
        <details class="fold">
          <summary>{plural(usual.length, 'setting', 'settings')} by default</summary>
          <SettingRows settings={usual} />
        </details>
      )}
      <SettingButtons kinds={['set', 'take-back']} cache={cache} settings={settings.filter((setting) => setting.live).map((setting) => setting.name)} done={done} />
    </Section>
  );
}

function SettingRows({ settings }: { settings: SettingView[] }) {
  return (
    <table class="settings">
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Value</th>
          <th scope="col">Said in</th>
        </tr>
      </thead>
      <tbody>
        {settings.map((setting) => (
          <tr key={setting.name}>
            <th scope="row" class="key">
              {setting.name}
            </th>
            <td>{spoken(setting.value)}</td>
            <td>{setting.change === null ? setting.origin : `run time, by ${setting.change.by}; before ${spoken(setting.change.before)}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Latest({ cache }: { cache: CacheView }) {
  const now = Date.now();
  return (
    <Section title="What invalidated it" note="the latest that this instance made or relayed">
      {cache.invalidations.length === 0 ? (
        <Empty title="None that is remembered">
          <p>
            A commit that writes what this cache depends on is shown here within a second, with what caused it. The <Link to="live">live view</Link> has those of all caches.
          </p>
        </Empty>
      ) : (
        <ol class="invalidations">
          {cache.invalidations.map((each) => (
            <Invalidation key={each.id} invalidation={each} now={now} without={cache.row.name} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Rare({ effects }: { effects: CountView[] }) {
  const happened = effects.filter((each) => each.count > 0);
  return (
    <Section title="What else happened" note="since this instance began">
      {happened.length === 0 ? (
        <p class="none">Nothing of this: {effects.map((each) => each.text.charAt(0).toLowerCase() + each.text.slice(1)).join('; ')}.</p>
      ) : (
        <Bars counts={happened} />
      )}
    </Section>
  );
}
