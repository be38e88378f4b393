// Whether an entry is served, in a word that is coloured and has a shape.
import type { EntryState } from '../schema';

const WORDS: Record<EntryState, string> = {
  served: 'served',
  expired: 'expired',
  invalidated: 'invalidated',
  unproven: 'unproven',
  withheld: 'withheld',
};

export function State({ state }: { state: EntryState }) {
  return <span class={`state ${state}`}>{WORDS[state]}</span>;
}
