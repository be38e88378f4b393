import { byId, element, whileOff } from "./dom.js";
import { minorOf, money, smallest, typed, words } from "./format.js";
import { status } from "./figures.js";

const METHODS = ["CARD", "CASH", "TRANSFER", "VOUCHER"];

/** One bill: what is on it, what is paid, and what may be done next. */
export class BillPanel {
  #instance;
  #attempt;
  #changed;

  /** @param changed called when something was done to the bill */
  constructor(instance, attempt, changed) {
    this.#instance = instance;
    this.#attempt = attempt;
    this.#changed = changed;
  }

  async open(id) {
    const { body } = await this.#instance.get(`/api/pos/bills/${id}`);
    this.show(body);
  }

  show(bill) {
    const left = bill.totalMinor - bill.paidMinor;
    const parts = [element("p", {}, status(bill.status)), lines(bill), totals(bill, left)];
    if (bill.payments.length) {
      parts.push(element("h4", {}, "Payments"), this.#payments(bill));
    }
    if (bill.status === "OPEN" && left > 0) {
      parts.push(this.#paymentForm(bill, left));
    }
    parts.push(element("div", { className: "row start" }, ...this.#actions(bill, left)));
    byId("bill").replaceChildren(...parts);
  }

  #payments(bill) {
    const rows = bill.payments.map((payment) => {
      const name = element("span", {}, `${words(payment.method)} `, status(payment.status));
      const row = element("li", {}, name, element("span", {}, money(payment.amountMinor)));
      if (payment.status === "PENDING" && bill.status === "OPEN") {
        row.append(this.#button("Collect", bill, `/api/payments/${payment.id}/confirm`, "quiet", "desk"));
      }
      return row;
    });
    return element("ul", { className: "lines", ariaLabel: "Payments" }, ...rows);
  }

  #paymentForm(bill, left) {
    const method = element("select", {}, ...METHODS.map((value) => element("option", { value }, words(value))));
    const amount = element("input", { type: "number", min: smallest(), step: smallest(), value: typed(left), required: true });
    const pending = element("input", { type: "checkbox" });
    const take = element("button", {}, "Take payment");
    const payment = () => ({ method: method.value, amountMinor: minorOf(amount.value), pending: pending.checked });
    const form = element(
      "form",
      { className: "payment" },
      element("div", { className: "fields" }, element("label", {}, "Paid by ", method), element("label", {}, "Amount ", amount)),
      element("div", { className: "row" }, element("label", { className: "check" }, pending, " Collect later"), take),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#do(take, bill, `/api/pos/bills/${bill.id}/payments`, payment(), "Payment taken");
    });
    return form;
  }

  #actions(bill, left) {
    const path = `/api/pos/bills/${bill.id}`;
    const isOpen = bill.status === "OPEN";
    const actions = [];
    if (isOpen && left === 0) {
      actions.push(this.#button("Complete", bill, `${path}/complete`, ""));
    }
    if (isOpen && bill.paidMinor === 0) {
      actions.push(this.#button("Void", bill, `${path}/void`, "quiet", "desk"));
    }
    if (bill.paidMinor > 0 && (isOpen || bill.status === "COMPLETED")) {
      actions.push(this.#button("Refund", bill, `${path}/refund`, "quiet", "desk"));
    }
    return actions;
  }

  #button(text, bill, path, className, role) {
    const button = element("button", { type: "button", className, onclick: () => this.#do(button, bill, path, undefined, `${text}: done`) }, text);
    if (role) {
      button.dataset.for = role;
    }
    return button;
  }

  /** Does something to the bill, and shows what has become of it, or why it was refused. */
  #do(control, bill, path, body, told) {
    return whileOff(control, () =>
      this.#attempt(async () => {
        await this.#instance.post(path, body);
        await this.open(bill.id);
        byId("panel-title").focus();
        this.#changed();
        return `Bill ${bill.id} · ${told}`;
      }),
    );
  }
}

function lines(bill) {
  const rows = bill.lines.map((line) => element("li", {}, element("span", {}, `${line.quantity} × ${line.description}`), element("span", {}, money(line.totalMinor))));
  return element("ul", { className: "lines", ariaLabel: "What is on the bill" }, ...rows);
}

function totals(bill, left) {
  const rows = [
    ["Discount", bill.discountMinor],
    ["Tax within", bill.taxMinor],
    ["Total", bill.totalMinor],
    ["Paid", bill.paidMinor],
    ["Left", bill.status === "OPEN" ? left : 0],
  ].filter(([name, minor]) => minor || name === "Total");
  return element("dl", { className: "totals" }, ...rows.map(([name, minor]) => element("div", {}, element("dt", {}, name), element("dd", {}, money(minor)))));
}
