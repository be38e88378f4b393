import { element, write } from "./dom.js";
import { money, timeOfDay, words } from "./format.js";

/** Writes the figures of a day into the tiles that name them. */
export function showTiles(tiles, metrics) {
  for (const tile of tiles.querySelectorAll("[data-tile]")) {
    const value = metrics[tile.dataset.tile];
    write(tile, "money" in tile.dataset ? money(value) : String(value));
  }
}

/** Where an answer came from, and what it took. */
export function showAnswer(target, { cache, milliseconds, queries }) {
  target.replaceChildren(badge(cache), ` · ${milliseconds} ms in the server · ${queries} SQL`);
}

export function badge(cache) {
  return element("span", { className: `badge ${cache.startsWith("hit") ? "good" : ""}` }, cache || "not cached");
}

export function status(constant) {
  return element("span", { className: `badge ${constant.toLowerCase()}` }, words(constant));
}

/**
 * Shows bills as the rows of a table. A row that stays keeps its elements, and with them the focus.
 *
 * @param open what to do with a bill that is chosen; without it none can be
 */
export function showBills(body, bills, open) {
  const before = new Map([...body.children].map((row) => [row.dataset.bill, row]));
  const rows = bills.map((bill) => {
    const left = bill.status === "OPEN" ? bill.totalMinor - bill.paidMinor : 0;
    const state = [bill.status, bill.totalMinor, left].join();
    const known = before.get(String(bill.id));
    if (known?.dataset.state === state) {
      return known;
    }
    const row = billRow(bill, left, open);
    Object.assign(row.dataset, { bill: bill.id, state });
    return row;
  });
  const fresh = rows.filter((row) => !row.isConnected);
  if (fresh.length < rows.length) {
    fresh.forEach((row) => row.classList.add("changed")); // but not where all are, as on another page
  }
  if (rows.length !== body.children.length || rows.some((row, i) => row !== body.children[i])) {
    const focused = document.activeElement?.closest("tr")?.dataset.bill;
    body.replaceChildren(...rows);
    focused && body.querySelector(`tr[data-bill="${focused}"] button`)?.focus();
  }
}

function billRow(bill, left, open) {
  const name = open ? element("button", { type: "button", className: "link", ariaLabel: `Bill ${bill.id}`, onclick: () => open(bill.id) }, bill.id) : bill.id;
  return element(
    "tr",
    {},
    element("td", {}, name),
    element("td", { className: "wide" }, timeOfDay(bill.createdAt)),
    element("td", {}, status(bill.status)),
    element("td", {}, money(bill.totalMinor)),
    element("td", { className: left ? "left" : "soft" }, left ? money(left) : "–"),
  );
}
