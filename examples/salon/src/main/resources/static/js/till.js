import { byId, element, fill, whileOff } from "./dom.js";
import { money } from "./format.js";

/** Rings up a sale: services, of which each may be by another barber. */
export class Till {
  #instance;
  #categories = [];
  #shown = "";
  #lines = [];
  #key = newKey();

  /** @param done what to do with the bill that was written */
  constructor(instance, attempt, done) {
    this.#instance = instance;
    byId("till-category").addEventListener("change", () => this.#showServices());
    byId("till-barber").addEventListener("change", () => this.#showServices());
    byId("till").addEventListener("submit", (event) => {
      event.preventDefault();
      whileOff(byId("ring-up"), () => attempt(async () => done(await this.#ringUp()))).finally(() => this.#showBasket());
    });
  }

  /** Shows who may have done the work, and begins anew: whoever is there now may have another currency. */
  offerBarbers(barbers) {
    this.#shown = "";
    fill(byId("till-barber"), [["", "Nobody in particular"], ...barbers.map(({ id, name }) => [id, name])]);
  }

  /** Shows what may be sold, if that is something else than before; what is chosen already gets the prices of now. */
  offer(categories) {
    const text = JSON.stringify(categories);
    if (text === this.#shown) {
      return;
    }
    this.#shown = text;
    this.#categories = categories.filter((category) => category.services.length);
    const services = new Map(categories.flatMap((category) => category.services).map((service) => [service.id, service]));
    this.#lines.forEach((line) => (line.service = services.get(line.service.id) ?? line.service));
    fill(byId("till-category"), this.#categories.map(({ id, name }) => [id, name]));
    this.#showServices();
    this.#showBasket();
  }

  /** Forgets what was chosen. */
  clear() {
    this.#choose([]);
  }

  get #barber() {
    return byId("till-barber").value;
  }

  #showServices() {
    const category = this.#categories.find(({ id }) => String(id) === byId("till-category").value);
    const choices = (category?.services ?? []).map((service) => {
      const price = element("span", { className: "soft" }, money(priceOf(service, this.#barber)));
      return element("li", {}, element("button", { type: "button", className: "choice", onclick: () => this.#add(service) }, service.name, " ", price));
    });
    byId("till-services").replaceChildren(...choices);
  }

  #add(service) {
    const staffId = this.#barber;
    const same = this.#lines.find((line) => line.service.id === service.id && line.staffId === staffId);
    if (same) {
      same.quantity++;
      this.#choose(this.#lines);
    } else {
      const barber = staffId && byId("till-barber").selectedOptions[0].text;
      this.#choose([...this.#lines, { service, staffId, barber, quantity: 1 }]);
    }
  }

  #remove(line) {
    this.#choose(this.#lines.filter((other) => other !== line));
    (byId("basket").querySelector("button") ?? byId("till-category")).focus();
  }

  /** Another basket is another sale: a sale that is sent twice has the same key and is written once. */
  #choose(lines) {
    this.#lines = lines;
    this.#key = newKey();
    this.#showBasket();
  }

  #showBasket() {
    const rows = this.#lines.map((line) => {
      const remove = element("button", { type: "button", className: "quiet", ariaLabel: `Remove ${line.service.name}`, onclick: () => this.#remove(line) }, "Remove");
      const name = element("span", {}, `${line.quantity} × ${line.service.name}`, line.barber ? element("small", { className: "soft" }, ` ${line.barber}`) : "");
      return element("li", {}, name, element("span", {}, money(amountOf(line))), remove);
    });
    byId("basket").replaceChildren(...rows);
    byId("basket").hidden = rows.length === 0;
    byId("basket-total").textContent = money(this.#lines.reduce((total, line) => total + amountOf(line), 0));
    byId("ring-up").disabled = rows.length === 0;
  }

  async #ringUp() {
    const lines = this.#lines.map(({ service, staffId, quantity }) => ({ serviceId: service.id, staffId: staffId ? Number(staffId) : null, quantity }));
    const bill = await this.#instance.post("/api/pos/bills", { lines }, { "Idempotency-Key": this.#key });
    this.clear();
    return bill;
  }
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a service costs: barbers may have prices of their own. */
function priceOf(service, staffId) {
  return service.staffTemplates.find((template) => String(template.staffId) === staffId)?.priceMinor ?? service.priceMinor;
}

function amountOf({ service, staffId, quantity }) {
  return quantity * priceOf(service, staffId);
}
