// What the server tells by itself, while somebody looks.
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, heardAgain, REACH_CHANGED, reached, type Failure, type Reach } from './api';
import type { Answers, InvalidationView, InvalidationsView, OverviewView, SessionView } from './schema';

const AGAIN_MILLIS = 5000;
const KEPT = 500;

export interface Asked<T> {
  data: T | null;
  failure: Failure | null;
  again: () => void;
}

/** Asks at once, and again every few seconds while the page is seen, unless what is asked for does not change by itself; not at all if it is not wanted. */
export function useAnswer<P extends keyof Answers>(path: P, parameters: Record<string, string> = {}, changes = true, wanted = true): Asked<Answers[P]> {
  const [data, setData] = useState<Answers[P] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [count, setCount] = useState(0);
  const key = JSON.stringify(parameters);
  useEffect(() => setData(null), [path, key]);
  useEffect(() => {
    if (!wanted) {
      return;
    }
    let gone = false;
    const ask = () => {
      if (changes && document.hidden) {
        return;
      }
      get(path, JSON.parse(key) as Record<string, string>).then(
        (answer) => {
          if (!gone) {
            setData(answer);
            setFailure(null);
          }
        },
        (e: Failure) => !gone && setFailure(e),
      );
    };
    ask();
    if (!changes) {
      return () => {
        gone = true;
      };
    }
    const timer = setInterval(ask, AGAIN_MILLIS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      gone = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [path, key, count, changes, wanted]);
  return { data, failure, again: () => setCount((now) => now + 1) };
}

export type Connection = 'connecting' | 'live' | 'lost' | 'paused';

/** Server-sent events of some topics; paused while the page is hidden, or somebody says so. */
export function useStream(topics: string, paused: boolean, heard: (event: string, data: unknown, id: string) => void, after: () => string, more = ''): Connection {
  const [state, setState] = useState<Connection>('connecting');
  const [hidden, setHidden] = useState(document.hidden);
  const listener = useRef(heard);
  listener.current = heard;
  useEffect(() => {
    const changed = () => setHidden(document.hidden);
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  useEffect(() => {
    if (paused || hidden) {
      setState('paused');
      return;
    }
    setState('connecting');
    let source: EventSource;
    let timer = 0;
    const tell = (event: MessageEvent<string>) => {
      setState('live');
      heardAgain();
      listener.current(event.type, JSON.parse(event.data), event.lastEventId);
    };
    const open = () => {
      source = new EventSource(`api/stream?topics=${topics}&after=${after()}${more}`);
      for (const name of ['overview', 'invalidations', 'alive']) {
        source.addEventListener(name, tell as EventListener);
      }
      source.onerror = () => {
        setState('lost');
        get('/session').catch(() => undefined); // so that it is known why
        if (source.readyState === EventSource.CLOSED) {
          timer = setTimeout(open, AGAIN_MILLIS); // the browser tries no more after an answer that is no stream
        }
      };
    };
    open();
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [topics, paused, hidden, more]);
  return state;
}

/** Whether the instance answers, as it changes. */
export function useReach(): Reach {
  const [reach, setReach] = useState(reached());
  useEffect(() => {
    const changed = () => setReach(reached());
    window.addEventListener(REACH_CHANGED, changed);
    return () => window.removeEventListener(REACH_CHANGED, changed);
  }, []);
  return reach;
}

/** Who looks: the page has it in it. It is asked for only where the page was made otherwise. */
export function useSession(): Asked<SessionView> {
  const [told] = useState(() => sessionInPage());
  const asked = useAnswer('/session', {}, false, told === null);
  return told === null ? asked : { data: told, failure: null, again: () => undefined };
}

function sessionInPage(): SessionView | null {
  const text = document.getElementById('session')?.textContent ?? '';
  return text === '' ? null : (JSON.parse(text) as SessionView);
}

/** The overview of some of its caches, as it changes: the first event of the stream is all that there is now. It is asked for only while nothing is streamed. */
export function useOverview(choice: Record<string, string>): { data: OverviewView | null; failure: Failure | null; connection: Connection } {
  const [told, setTold] = useState<OverviewView | null>(null);
  const query = new URLSearchParams(choice).toString();
  const connection = useStream('overview', false, (event, data) => event === 'overview' && setTold(data as OverviewView), () => '', `&${query}`);
  const asked = useAnswer('/overview', choice, true, connection === 'lost');
  const newest = told && asked.data && told.at < asked.data.at ? asked.data : (told ?? asked.data);
  return { data: newest, failure: asked.failure, connection };
}

/** The latest invalidations, the newest first. */
export function useInvalidations(paused: boolean): { all: InvalidationView[] | null; forgotten: boolean; instance: string; connection: Connection } {
  const [all, setAll] = useState<InvalidationView[] | null>(null);
  const [forgotten, setForgotten] = useState(false);
  const [instance, setInstance] = useState('');
  const last = useRef({ run: '', number: 0 });
  /** What was told before a restart has numbers that mean something else now, so it goes. */
  const keepRun = (run: string) => {
    if (run !== last.current.run) {
      last.current = { run, number: 0 };
      setForgotten(false);
      setAll([]);
    }
  };
  const add = (news: InvalidationsView) => {
    keepRun(news.run);
    last.current.number = Math.max(last.current.number, news.last);
    setInstance(news.instance);
    setForgotten((was) => was || news.forgotten);
    setAll((old) => {
      const known = new Set((old ?? []).map((each) => each.id));
      return [...news.invalidations.filter((each) => !known.has(each.id)), ...(old ?? [])].slice(0, KEPT);
    });
  };
  const heard = (event: string, data: unknown, id: string) => {
    keepRun(id.slice(0, id.lastIndexOf('-')));
    if (event === 'invalidations') {
      add(data as InvalidationsView);
    }
  };
  const connection = useStream('invalidations', paused, heard, () => `${last.current.run}-${last.current.number}`);
  useEffect(() => {
    const addFirst = (news: InvalidationsView) => {
      const told = last.current.run;
      if (told === '' || told === news.run) {
        add(news); // else another instance has answered than the one that tells
      }
    };
    get('/invalidations').then(addFirst, () => setAll((old) => old ?? []));
  }, []);
  return { all, forgotten, instance, connection };
}
