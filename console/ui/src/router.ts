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

// A name stands behind the question mark, as for the API: servers refuse paths that have some characters in them, or read them as others.
export const toCache = (name: string): string => `cache?${new URLSearchParams({ name })}`;

/** Those of a cache whose keys have a text in them, or all. */
export const toEntries = (cache: string, filter = ''): string => `entries?${new URLSearchParams(filter ? { cache, filter } : { cache })}`;

/** An entry is named by what its key is made of. */
export function toEntry(cache: string, tenant: string, segments: { name: string; value: string }[]): string {
  const query = new URLSearchParams(tenant ? { cache, tenant } : { cache });
  segments.forEach((segment) => query.set(`key.${segment.name}`, segment.value));
  return `entry?${query}`;
}

export interface OfCache {
  name: string;
  part: 'cache' | 'entries' | 'entry';
}

/** Which cache an address is about; null if it is about none. In addresses of before its name is in the path. */
export function cacheAt(path: string, query: string): OfCache | null {
  const asked = new URLSearchParams(query);
  const [, before, part] = /^caches\/([^/]+)(?:\/(entries|entry))?$/.exec(path) ?? [];
  if (before !== undefined) {
    return { name: decodeURIComponent(before), part: (part ?? 'cache') as OfCache['part'] };
  }
  const name = path === 'cache' ? asked.get('name') : path === 'entries' || path === 'entry' ? asked.get('cache') : null;
  return name === null ? null : { name, part: path as OfCache['part'] };
}
