let format = currencyFormat("EUR");

function currencyFormat(currency) {
  return new Intl.NumberFormat("en", { style: "currency", currency });
}

function digits() {
  return format.resolvedOptions().maximumFractionDigits;
}

/** From now on money is shown in this currency. */
export function useCurrency(currency) {
  format = currencyFormat(currency);
}

/** An amount of minor units, as the currency is written. */
export function money(minor) {
  return format.format(minor / 10 ** digits());
}

/** An amount of minor units, as it is typed: 1234 is 12.34. */
export function typed(minor) {
  return (minor / 10 ** digits()).toFixed(digits());
}

/** The minor units of what was typed. */
export function minorOf(text) {
  return Math.round(Number(text) * 10 ** digits());
}

/** The smallest amount that can be typed. */
export function smallest() {
  return typed(1);
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** The time of day of an instant. */
export function timeOfDay(instant) {
  return clock.format(new Date(instant));
}

/** A constant of the API in words: NO_SHOW is "No show". */
export function words(constant) {
  const text = constant.toLowerCase().replaceAll("_", " ");
  return text[0].toUpperCase() + text.slice(1);
}
