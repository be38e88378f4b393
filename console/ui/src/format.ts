// How figures are written. What is not known is written as such, never as 0.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const UNKNOWN = '–';

export function count(value: number | null): string {
  return value === null ? UNKNOWN : whole.format(value);
}

export function rate(value: number | null): string {
  if (value === null) {
    return UNKNOWN;
  }
  return value >= 100 ? whole.format(value) : tenths.format(value);
}

/** A share without false perfection: 100 % only if it is. */
export function percent(share: number | null): string {
  if (share === null) {
    return UNKNOWN;
  }
  const value = share * 100;
  const text = value >= 99 && value < 100 ? Math.min(99.9, Math.round(value * 10) / 10) : Math.round(value);
  return `${text} %`;
}

export function micros(value: number | null): string {
  return value === null ? UNKNOWN : millis(value / 1000);
}

export function millis(value: number | null): string {
  if (value === null) {
    return UNKNOWN;
  }
  if (value === 0) {
    return '0 ms';
  }
  if (value < 1) {
    return `${whole.format(value * 1000)} µs`;
  }
  if (value < 10) {
    return `${tenths.format(value)} ms`;
  }
  if (value < 1000) {
    return `${whole.format(value)} ms`;
  }
  if (value < 60_000) {
    return `${tenths.format(value / 1000)} s`;
  }
  return long(value / 1000);
}

function long(seconds: number): string {
  if (seconds < 3600) {
    return `${whole.format(seconds / 60)} min`;
  }
  if (seconds < 2 * 86_400) {
    return `${tenths.format(seconds / 3600)} h`;
  }
  return `${tenths.format(seconds / 86_400)} days`;
}

export function ago(at: string | null, now: number): string {
  if (at === null) {
    return UNKNOWN;
  }
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  if (seconds < 1.5) {
    return 'just now';
  }
  return seconds < 60 ? `${whole.format(seconds)} s ago` : `${long(seconds)} ago`;
}

export function clock(at: string): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** A moment that may be long ago. */
export function day(at: string): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function plural(number: number, one: string, many: string): string {
  return `${whole.format(number)} ${number === 1 ? one : many}`;
}

const SECONDS = /^(\d+)s$/;

/** A time as it is written in settings, as people say it. */
export function spoken(setting: string): string {
  const seconds = Number(SECONDS.exec(setting)?.[1] ?? Number.NaN);
  if (Number.isNaN(seconds) || seconds < 120) {
    return setting;
  }
  const [unit, size] = seconds % 86_400 === 0 ? ['d', 86_400] : seconds % 3600 === 0 ? ['h', 3600] : seconds % 60 === 0 ? ['min', 60] : ['s', 1];
  return `${whole.format(seconds / Number(size))} ${unit}`;
}
