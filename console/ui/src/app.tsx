import { useEffect, useState } from 'preact/hooks';
import type { Reach } from './api';
import { clock } from './format';
import { useReach, useSession } from './live';
import { ActionsPage } from './screen/ActionsPage';
import { Empty, Failed, Link, Sign, Waiting } from './part/parts';
import { cacheAt, useAddress } from './router';
import { AuditPage } from './screen/AuditPage';
import { CachePage } from './screen/CachePage';
import { ConsistencyPage } from './screen/ConsistencyPage';
import { EntriesPage } from './screen/EntriesPage';
import { EntryPage } from './screen/EntryPage';
import { GraphPage } from './screen/GraphPage';
import { HotKeysPage } from './screen/HotKeysPage';
import { Live } from './screen/Live';
import { NodesPage } from './screen/NodesPage';
import { Overview } from './screen/Overview';
import type { SessionView } from './schema';
import { applyTheme, storedTheme, type Theme } from './theme';

const SCREENS = [
  { path: '', name: 'Overview', key: '1' },
  { path: 'live', name: 'Invalidations', key: '2' },
  { path: 'graph', name: 'Graph', key: '3' },
  { path: 'consistency', name: 'Consistency', key: '4' },
  { path: 'hotkeys', name: 'Hot keys', key: '5' },
  { path: 'actions', name: 'Actions', key: '6' },
  { path: 'nodes', name: 'Nodes', key: '7' },
  { path: 'audit', name: 'Audit', key: '8' },
];

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const SIGN: Record<Theme, string> = { system: '◐', light: '○', dark: '●' };

export function App() {
  const { path, query } = useAddress();
  const session = useSession();
  const reach = useReach();
  useShortcuts();
  useEffect(() => {
    document.title = `${titleOf(path, query)} · Freshet`;
  }, [path, query]);
  return (
    <>
      <a class="skip" href="#content">
        To the content
      </a>
      <Header session={session.data} path={path} query={query} />
      <main id="content" tabIndex={-1} class={reach.failure && session.data ? 'old' : ''}>
        {reach.failure && session.data && <Old reach={reach} />}
        {session.failure && !session.data ? <Failed failure={session.failure} /> : session.data ? <Screen path={path} query={query} /> : <Waiting />}
      </main>
      {session.data && <Footer session={session.data} />}
    </>
  );
}

/** Figures that stay when nothing is answered any more must not look as if they were of now. */
function Old({ reach }: { reach: Reach }) {
  return (
    <div class="failed lost" role="alert">
      <Sign severity="critical" />
      <span>
        {reach.failure?.message}. What you see is of {clock(new Date(reach.heardAt).toISOString()).slice(0, 8)} and not of now. It is asked again every few seconds;{' '}
        {reach.failure?.status === 401 || reach.failure?.status === 403 ? 'load the page anew to log in' : 'look at its process, or open the console of another instance'}.
      </span>
    </div>
  );
}

function titleOf(path: string, query: string): string {
  return cacheAt(path, query)?.name ?? SCREENS.find((screen) => screen.path === path)?.name ?? 'Nothing';
}

function Screen({ path, query }: { path: string; query: string }) {
  if (path === '') {
    return <Overview />;
  }
  if (path === 'live') {
    return <Live />;
  }
  if (path === 'graph') {
    return <GraphPage />;
  }
  if (path === 'consistency') {
    return <ConsistencyPage query={query} />;
  }
  if (path === 'actions') {
    return <ActionsPage />;
  }
  if (path === 'nodes') {
    return <NodesPage />;
  }
  if (path === 'audit') {
    return <AuditPage />;
  }
  if (path === 'hotkeys') {
    return <HotKeysPage />;
  }
  const cache = cacheAt(path, query);
  if (cache !== null) {
    const { name, part } = cache;
    return part === 'entries' ? <EntriesPage key={name} name={name} /> : part === 'entry' ? <EntryPage key={name + query} name={name} query={query} /> : <CachePage key={name} name={name} />;
  }
  return (
    <Empty title="There is nothing at this address">
      <p>
        Begin at <Link to="">the overview</Link>.
      </p>
    </Empty>
  );
}

function Header({ session, path, query }: { session: SessionView | null; path: string; query: string }) {
  const [theme, setTheme] = useState(storedTheme());
  const turn = () => {
    applyTheme(NEXT[theme]);
    setTheme(NEXT[theme]);
  };
  return (
    <header class="top">
      <div class="who">
        <Link to="" class="brand" label="Freshet, to the overview">
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <path d="M2 9c3.3 0 3.3-3 6.6-3s3.3 3 6.7 3S18.700 6 22 6M2 14c3.3 0 3.3-3 6.6-3s3.3 3 6.7 3 3.400-3 6.700-3M2 19c3.3 0 3.3-3 6.6-3s3.3 3 6.7 3 3.400-3 6.700-3" />
          </svg>
          <span>Freshet</span>
        </Link>
        {session && (
          <span class="where" title={`${session.application} · ${session.instance}`}>
            <b>{session.application}</b> <span>{session.instance}</span>
          </span>
        )}
      </div>
      <nav aria-label="Screens">
        {SCREENS.map((screen) => (
          <Link key={screen.path} to={screen.path} current={path === screen.path || (screen.path === '' && cacheAt(path, query) !== null)}>
            {screen.name}
          </Link>
        ))}
      </nav>
      <button type="button" class="theme" onClick={turn} aria-label={`Colours: ${theme}`} title={`Colours: ${theme}`}>
        <span aria-hidden="true">{SIGN[theme]}</span>
      </button>
    </header>
  );
}

function Footer({ session }: { session: SessionView }) {
  return (
    <footer>
      <p>
        You are {session.user}, with the role {session.role}
        {session.readOnly ? '; the console is read-only' : ''}. {session.access}.
      </p>
      <p class="keys">
        <kbd>1</kbd>–<kbd>{SCREENS.length}</kbd> screens, <kbd>/</kbd> filter, <kbd>p</kbd> pause
      </p>
    </footer>
  );
}

/** Keys that work wherever nobody is writing. */
function useShortcuts() {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const isWriting = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement || event.target instanceof HTMLTextAreaElement;
      if (isWriting || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const screen = SCREENS.find((each) => each.key === event.key);
      const target = screen
        ? document.querySelectorAll<HTMLElement>('header.top nav a')[SCREENS.indexOf(screen)]
        : document.querySelector<HTMLElement>(event.key === '/' ? 'input[type=search]' : event.key === 'p' ? 'button.pause' : ':not(*)');
      if (target) {
        event.preventDefault();
        if (event.key === '/') {
          target.focus();
        } else {
          target.click();
        }
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
