import { useEffect, useState } from 'preact/hooks';
import { count, day, plural } from '../format';
import { useAnswer } from '../live';
import { Empty, Failed, Link, Section, Sign, Stat, Waiting } from '../part/parts';
import { parameter, setParameter, toCache } from '../router';
import type { AuditCoverage, AuditFinding, AuditStep, AuditUnresolved, AuditView, Severity } from '../schema';

const SHOWN = 50;
const LEVELS: { level: string; severity: Severity; one: string; many: string }[] = [
  { level: 'error', severity: 'critical', one: 'error', many: 'errors' },
  { level: 'warning', severity: 'warning', one: 'warning', many: 'warnings' },
  { level: 'note', severity: 'note', one: 'note', many: 'notes' },
];

export function AuditPage() {
  const { data, failure, again } = useAnswer('/audit', {}, false);
  if (!data) {
    return failure ? <Failed failure={failure} /> : <Waiting />;
  }
  return (
    <>
      <Verdict audit={data} again={again} />
      {data.coverage ? <Report audit={data} coverage={data.coverage} /> : <Nothing audit={data} />}
    </>
  );
}

function Verdict({ audit, again }: { audit: AuditView; again: () => void }) {
  const errors = audit.findings.filter((finding) => finding.level === 'error').length;
  const state = audit.coverage === null ? '' : errors > 0 ? 'critical' : audit.findings.length > 0 ? 'warning' : 'well';
  return (
    <div class={`verdict ${state}`}>
      <h1>
        {audit.coverage === null ? 'Audit' : audit.findings.length === 0 ? 'Nothing was found' : plural(audit.findings.length, 'finding', 'findings')}
        <span class="sub">
          {' '}
          {audit.coverage !== null && audit.findings.length === 0
            ? `none of the ${plural(audit.coverage.writingEntries, 'way in that writes', 'ways in that write')} leaves one of the ${plural(audit.coverage.cachedReads, 'cached read', 'cached reads')} stale`
            : "writes that leave cached reads stale, as the application's classes tell it"}
          {audit.at && `; written ${day(audit.at)}`}
        </span>
      </h1>
      <button type="button" onClick={again}>
        Read again
      </button>
    </div>
  );
}

function Nothing({ audit }: { audit: AuditView }) {
  return (
    <>
      {audit.failure !== null && <Failed failure={{ message: `${audit.failure}.` }} />}
      <Empty title={audit.source === null ? 'There is no report yet' : 'How a report is made'}>
        <p>The audit reads class files, starts nothing, and names each write that leaves a cached read stale, with the way to it and the fix:</p>
        <pre tabIndex={0}>./freshet audit target/classes --format json &gt; audit.json</pre>
        <p>
          Then set <code>freshet.console.audit-report=audit.json</code>, or have the build put it among the application's classes and set <code>classpath:audit.json</code>. A report that is written anew is
          shown without a restart.
        </p>
      </Empty>
    </>
  );
}

function Report({ audit, coverage }: { audit: AuditView; coverage: AuditCoverage }) {
  const [filter, setFilter] = useState(parameter('filter'));
  const [level, setLevel] = useState(parameter('level'));
  useEffect(() => setParameter('filter', filter), [filter]);
  useEffect(() => setParameter('level', level), [level]);
  const wanted = audit.findings.filter((finding) => (level === '' || finding.level === level) && matches(finding, filter));
  return (
    <>
      <Coverage coverage={coverage} unresolved={audit.unresolved.length} />
      {audit.findings.length > 0 && (
        <>
          <div class="tools">
            <input
              type="search"
              value={filter}
              onInput={(event) => setFilter(event.currentTarget.value)}
              placeholder="Filter by cache, table, endpoint, method or rule"
              aria-label="Filter findings"
            />
            {LEVELS.map((each) => {
              const of = audit.findings.filter((finding) => finding.level === each.level).length;
              return (
                of > 0 && (
                  <button type="button" key={each.level} aria-pressed={level === each.level} onClick={() => setLevel(level === each.level ? '' : each.level)}>
                    {plural(of, each.one, each.many)}
                  </button>
                )
              );
            })}
          </div>
          <Findings title="Findings" findings={wanted} all={audit.findings.length} />
        </>
      )}
      {audit.suppressed.length > 0 && <Findings title="Meant to be so" findings={audit.suppressed.filter((finding) => matches(finding, filter))} all={audit.suppressed.length} />}
      <Unresolved all={audit.unresolved} />
    </>
  );
}

function Coverage({ coverage, unresolved }: { coverage: AuditCoverage; unresolved: number }) {
  return (
    <dl class="stats five">
      <Stat name="Classes read" value={count(coverage.classes)} />
      <Stat name="Ways in" value={count(coverage.entries)} detail={`${count(coverage.writingEntries)} of them write`} />
      <Stat name="Cached reads" value={count(coverage.cachedReads)} detail={`of ${count(coverage.cachedReadsWithTables)} it is known what they read`} />
      <Stat name="Evictions by hand" value={count(coverage.evictions)} detail="by annotation" />
      <Stat name="Not looked at" value={count(unresolved)} detail={unresolved > 0 ? 'listed below' : 'nothing was left out'} />
    </dl>
  );
}

function Findings({ title, findings, all }: { title: string; findings: AuditFinding[]; all: number }) {
  const [more, setMore] = useState(false);
  const shown = more ? findings : findings.slice(0, SHOWN);
  return (
    <Section title={title} note={<span role="status">{findings.length < all ? `${count(findings.length)} of ${count(all)}` : count(all)}</span>}>
      {findings.length === 0 ? (
        <p class="none">None has that in it.</p>
      ) : (
        <ol class="findings">
          {shown.map((finding, at) => (
            <Finding key={finding.fingerprint + at} finding={finding} />
          ))}
        </ol>
      )}
      {findings.length > SHOWN && (
        <button type="button" class="more" onClick={() => setMore(!more)} aria-expanded={more}>
          {more ? `Show the first ${SHOWN}` : `Show all ${count(findings.length)}`}
        </button>
      )}
    </Section>
  );
}

function Finding({ finding }: { finding: AuditFinding }) {
  const severity = LEVELS.find((each) => each.level === finding.level)?.severity ?? 'note';
  return (
    <li>
      <details>
        <summary>
          <Sign severity={severity} />
          <span class="what">{finding.message}</span>
          <span class="rule detail">{finding.rule}</span>
        </summary>
        <dl class="facts">
          {finding.because !== null && (
            <>
              <dt>Meant, because</dt>
              <dd>{finding.because}</dd>
            </>
          )}
          <dt>Fix</dt>
          <dd>{finding.fix}</dd>
          <dt>Why it matters</dt>
          <dd>{finding.reason}</dd>
          {finding.cache && (
            <>
              <dt>Cache</dt>
              <dd>{finding.here ? <Link to={toCache(finding.cache)}>{finding.cache}</Link> : <span class="key">{finding.cache}</span>}</dd>
            </>
          )}
          {finding.path.length > 0 && (
            <>
              <dt>The way there</dt>
              <dd>
                <ol class="path">
                  {finding.path.map((step, at) => (
                    <Step key={at} step={step} />
                  ))}
                </ol>
              </dd>
            </>
          )}
        </dl>
      </details>
    </li>
  );
}

function Step({ step }: { step: AuditStep }) {
  return (
    <li>
      <code>{step.method}</code> <span class="detail">{place(step.file, step.line)}</span> {step.what}
    </li>
  );
}

function place(file: string, line: number): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return line > 0 ? `${name}:${line}` : name;
}

function Unresolved({ all }: { all: AuditUnresolved[] }) {
  return (
    <Section title="Not looked at" note="what is written or read there is unknown to the audit">
      {all.length === 0 ? (
        <p class="none">Everything could be followed.</p>
      ) : (
        <details class="fold">
          <summary>{plural(all.length, 'place', 'places')}</summary>
          <ul class="path">
            {all.map((each, at) => (
              <li key={at}>
                <code>{each.method}</code> {each.line > 0 && <span class="detail">line {each.line}</span>} {each.what}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function matches(finding: AuditFinding, filter: string): boolean {
  const text = filter.trim().toLowerCase();
  return (
    text === '' ||
    [finding.rule, finding.message, finding.entry, finding.cache, ...finding.tables, ...finding.path.map((step) => step.method)].some((part) => part.toLowerCase().includes(text))
  );
}
