// Small things that several screens have.
import { Fragment, type ComponentChildren } from 'preact';
import type { Failure } from '../api';
import { go, toCache } from '../router';
import type { ProblemView, Severity } from '../schema';

interface LinkProps {
  to: string;
  class?: string;
  children: ComponentChildren;
  current?: boolean;
  label?: string;
}

/** A link to another screen; a real one, so that it can be opened in another tab. */
export function Link({ to, children, current, label, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go(to);
    }
  };
  return (
    <a href={to || './'} onClick={follow} {...(current ? { 'aria-current': 'page' as const } : {})} {...(label ? { 'aria-label': label } : {})} {...rest}>
      {children}
    </a>
  );
}

/** A name that is broken after a colon or an underscore, if it has to be. */
export function Name({ text }: { text: string }) {
  return (
    <>
      {text.split(/(?<=[:_])/).map((part, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}

const SIGNS: Record<Severity, string> = { critical: '✕', warning: '!', note: 'i' };
const WORDS: Record<Severity, string> = { critical: 'Critical', warning: 'Warning', note: 'Note' };

export function Sign({ severity }: { severity: Severity }) {
  return (
    <span class={`sign ${severity}`} role="img" aria-label={WORDS[severity]} title={WORDS[severity]}>
      {SIGNS[severity]}
    </span>
  );
}

export function Problems({ problems, linked }: { problems: ProblemView[]; linked: boolean }) {
  return (
    <ul class="problems" aria-label="Problems">
      {problems.map((problem) => (
        <li key={problem.subject + problem.text} class={problem.severity}>
          <Sign severity={problem.severity} />
          <div>
            <p class="what">
              {linked && problem.cache !== null && (
                <>
                  <Link to={toCache(problem.cache)} class="key">
                    {problem.cache}
                  </Link>{' '}
                </>
              )}
              {problem.text}
            </p>
            <p class="remedy">{problem.remedy}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

export function Stat({ name, value, detail, children }: { name: string; value: string; detail?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="stat">
      <dt>{name}</dt>
      <dd>
        <span class="value">{value}</span>
        {children}
        {detail && <span class="detail">{detail}</span>}
      </dd>
    </div>
  );
}

export function Section({ title, note, children, id }: { title: string; note?: ComponentChildren; children: ComponentChildren; id?: string }) {
  return (
    <section class="panel" {...(id ? { id } : {})}>
      <header>
        <h2>{title}</h2>
        {note && <p class="note">{note}</p>}
      </header>
      {children}
    </section>
  );
}

export function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="title">{title}</p>
      <div>{children}</div>
    </div>
  );
}

export function Failed({ failure }: { failure: Pick<Failure, 'message'> }) {
  return (
    <div class="failed" role="alert">
      <Sign severity="critical" /> <span>{failure.message}</span>
    </div>
  );
}

export function Waiting() {
  return (
    <p class="waiting" role="status">
      Asking the instance …
    </p>
  );
}
