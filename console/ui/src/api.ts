// Asks the server; what it answers has the types of its own description.
import type { Answers, Deeds } from './schema';

export class Failure extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** Has something done: with what the server wants of requests that change something, asked for anew each time. */
export async function post<P extends keyof Deeds>(path: P, asked: Deeds[P]['asked']): Promise<Deeds[P]['answer']> {
  const session = await get('/session');
  const headers = new Headers({ 'Content-Type': 'application/json' });
  session.headers.forEach((header) => headers.set(header.name, header.value));
  return answered(`api${path}`, { method: 'POST', headers, body: JSON.stringify(asked) });
}

export async function get<P extends keyof Answers>(path: P, parameters: Record<string, string> = {}): Promise<Answers[P]> {
  const query = new URLSearchParams(parameters).toString();
  return answered(`api${path}${query ? `?${query}` : ''}`, { headers: { Accept: 'application/json' } });
}

async function answered<T>(address: string, request: RequestInit): Promise<T> {
  const response = await fetch(address, request).catch((e: unknown) => {
    throw noted(new Failure(`The instance does not answer: ${e instanceof Error ? e.message : String(e)}`, 0));
  });
  const body: unknown = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw noted(new Failure(errorIn(body) ?? `The instance answered with status ${response.status}`, response.status));
  }
  note(null);
  return body as T;
}

/** What it means that nothing is answered any more, whatever is asked: nobody there, nobody logged in, or a proxy with nobody behind it. */
const GONE = [0, 401, 403, 502, 503, 504];

export interface Reach {
  /** Why nothing is answered at present; null if something is. */
  failure: Failure | null;
  /** When something was answered last. */
  heardAt: number;
}

export const REACH_CHANGED = 'freshet-reach';

let reach: Reach = { failure: null, heardAt: Date.now() };

export function reached(): Reach {
  return reach;
}

/** Something was told, whether it was asked for or not. */
export function heardAgain() {
  note(null);
}

function noted(failure: Failure): Failure {
  if (GONE.includes(failure.status)) {
    note(failure);
  }
  return failure;
}

function note(failure: Failure | null) {
  const changes = failure?.message !== reach.failure?.message;
  reach = { failure, heardAt: failure === null ? Date.now() : reach.heardAt };
  if (changes) {
    window.dispatchEvent(new Event(REACH_CHANGED));
  }
}

function errorIn(body: unknown): string | null {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string' ? body.error : null;
}
