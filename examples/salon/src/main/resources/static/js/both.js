import { element } from "./dom.js";
import { badge, showBills, showTiles } from "./figures.js";
import { Today } from "./today.js";

const LATEST = 6;

/** One instance on the page: the figures and the latest bills as this one answers them. */
export class InstanceCard {
  #instance;
  #today;
  #card;

  constructor(instance, sell) {
    this.#instance = instance;
    this.#today = new Today(instance);
    this.#card = document.getElementById("instance").content.cloneNode(true).firstElementChild;
    this.#find(".origin").textContent = instance.origin;
    this.#card.ariaLabel = instance.origin;
    const button = this.#find(".sell");
    button.addEventListener("click", () => sell(instance, button));
  }

  get element() {
    return this.#card;
  }

  /** Reads all figures once and shows them; an instance that does not answer shows a red light. */
  async refresh() {
    try {
      const date = await this.#today.date();
      const [metrics, bills, hourly] = await Promise.all([
        this.#instance.get(`/api/dashboard/metrics?date=${date}`),
        this.#instance.get(`/api/pos/bills?date=${date}&size=${LATEST}`),
        this.#instance.get(`/api/dashboard/hourly?date=${date}`),
      ]);
      showTiles(this.#card, metrics.body);
      showBills(this.#find(".latest tbody"), bills.body.items);
      this.#showHours(hourly.body);
      this.#showAnswers({ metrics, hourly });
      this.#showState("up", "");
    } catch (problem) {
      this.#showState("down", problem.message);
    }
  }

  #showHours(hours) {
    const most = Math.max(1, ...hours.map((hour) => hour.revenueMinor));
    const bars = hours.map(({ hour, revenueMinor }) => {
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const height = (70 * Math.max(0, revenueMinor)) / most;
      Object.entries({ x: hour * 10 + 1, y: 72 - height, width: 8, height }).forEach(([name, value]) => bar.setAttribute(name, value));
      return bar;
    });
    this.#find(".hours").replaceChildren(...bars);
  }

  #showAnswers(answers) {
    const rows = Object.entries(answers).map(([read, { cache, queries, milliseconds }]) => {
      const cells = [read, badge(cache), queries, milliseconds && `${milliseconds} ms`];
      return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
    });
    this.#find(".answers tbody").replaceChildren(...rows);
  }

  #showState(state, text) {
    this.#find(".light").className = `light ${state}`;
    this.#find(".state").textContent = text;
  }

  #find(selector) {
    return this.#card.querySelector(selector);
  }
}

/** Sells any service on an instance, paid by card. */
export async function sellAnything(instance) {
  const { body: categories } = await instance.get("/api/catalog/categories?active=true");
  const services = categories.flatMap((category) => category.services);
  const service = services[Math.floor(Math.random() * services.length)];
  const bill = await instance.post("/api/pos/bills", { lines: [{ serviceId: service.id }] });
  await instance.post(`/api/pos/bills/${bill.id}/payments`, { method: "CARD", amountMinor: bill.totalMinor });
  await instance.post(`/api/pos/bills/${bill.id}/complete`);
  return `Sold ${service.name} on ${instance.origin}: bill ${bill.id}.`;
}
