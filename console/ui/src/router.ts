// Which screen is shown: by the address below the console, wherever that is mounted.
import { useEffect, useState } from 'preact/hooks';

const BASE = new URL('./', document.baseURI).pathname;

// Set once, so that links stay right when the address changes; and without the name and password that an address may have in it, since a browser
// fetches nothing relative to such a one.
const base = document.querySelector('base');
if (base) {
  base.href = location.origin + BASE;
}

/** Where the browser is, with the name and password of the address: without them it takes a new step for one to another origin. */
const here = (to = ''): URL => new URL(to, document.URL);

/** The present path without the console's own: '' for the first screen. */
export function path(): string {
  return location.pathname.startsWith(BASE) ? location.pathname.slice(BASE.length) : '';
}

export function go(to: string): void {
  history.pushState(null, '', here(BASE + to));
  window.scrollTo(0, 0);
  window.dispatchEvent(new Event('freshet-go'));
}

/** Keeps something in the address without another step back. */
export function setParameter(name: string, value: string): void {
  const url = here();
  if (value) {
    url.searchParams.set(name, value);
  } else {
    url.searchParams.delete(name);
  }
  history.replaceState(null, '', url);
}

export function parameter(name: string): string {
  return new URL(location.href).searchParams.get(name) ?? '';
}

/** The present path and what is asked for behind it; whoever uses it is shown again when either changes by a step. */
export function useAddress(): { path: string; query: string } {
  const [now, set] = useState({ path: path(), query: location.search });
  useEffect(() => {
    const changed = () => set({ path: path(), query: location.search });
    window.addEventListener('popstate', changed);
    window.addEventListener('freshet-go', changed);
    return () => {
      window.removeEventListener('popstate', changed);
      window.removeEventListener('freshet-go', changed);
    };
  }, []);
  return now;
}

export const toCache = (name: string): string => `caches/${encodeURIComponent(name)}`;

export const toEntries = (name: string): string => `${toCache(name)}/entries`;

/** An entry is named by what its key is made of. */
export function toEntry(cache: string, tenant: string, segments: { name: string; value: string }[]): string {
  const query = new URLSearchParams(tenant ? { tenant } : {});
  segments.forEach((segment) => query.set(`key.${segment.name}`, segment.value));
  const text = query.toString();
  return `${toCache(cache)}/entry${text ? `?${text}` : ''}`;
}
