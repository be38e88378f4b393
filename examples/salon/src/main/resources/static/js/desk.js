import { BillPanel } from "./bill.js";
import { byId } from "./dom.js";
import { showAnswer, showBills, showTiles } from "./figures.js";
import { Till } from "./till.js";
import { Today } from "./today.js";

const SIZE = 20;

/** The front desk: the figures and bills of today, and a panel for a new bill or the one that is chosen. */
export class Desk {
  #instance;
  #today;
  #till;
  #bill;
  #attempt;
  #page = 0;

  /** @param refresh reads everything that is shown anew */
  constructor(instance, attempt, refresh) {
    this.#instance = instance;
    this.#today = new Today(instance);
    this.#attempt = attempt;
    this.#bill = new BillPanel(instance, attempt, refresh);
    this.#till = new Till(instance, attempt, (bill) => {
      this.#bill.show(bill);
      this.#showPanel(`Bill ${bill.id}`);
      refresh();
      return `Bill ${bill.id} is written`;
    });
    byId("new-bill").addEventListener("click", () => this.newBill());
    byId("newer").addEventListener("click", () => this.#turn(-1, refresh));
    byId("older").addEventListener("click", () => this.#turn(1, refresh));
  }

  offerBarbers(barbers) {
    this.#till.offerBarbers(barbers);
  }

  newBill() {
    this.#till.clear();
    this.#showPanel("New bill");
  }

  async refresh() {
    const date = await this.#today.date();
    const [metrics, bills, categories] = await Promise.all([
      this.#instance.get(`/api/dashboard/metrics?date=${date}`),
      this.#instance.get(`/api/pos/bills?date=${date}&size=${SIZE}&page=${this.#page}`),
      this.#instance.get("/api/catalog/categories?active=true"),
    ]);
    byId("date").textContent = date;
    this.#till.offer(categories.body);
    showTiles(byId("desk-tiles"), metrics.body);
    showAnswer(byId("desk-answer"), metrics);
    showBills(byId("bills").tBodies[0], bills.body.items, (id) => this.#open(id));
    this.#showPages(bills.body);
  }

  #open(id) {
    return this.#attempt(async () => {
      await this.#bill.open(id);
      this.#showPanel(`Bill ${id}`);
    });
  }

  #showPanel(title) {
    const isNew = title === "New bill";
    byId("panel-title").textContent = title;
    byId("till").hidden = !isNew;
    byId("bill").hidden = isNew;
    byId("new-bill").hidden = isNew;
    byId("panel-title").focus();
  }

  #showPages({ page, size, total }) {
    const last = Math.max(0, Math.ceil(total / size) - 1);
    byId("pages").textContent = `Page ${page + 1} of ${last + 1}`;
    byId("newer").disabled = page === 0;
    byId("older").disabled = page >= last;
  }

  #turn(by, refresh) {
    this.#page = Math.max(0, this.#page + by);
    refresh();
  }
}
