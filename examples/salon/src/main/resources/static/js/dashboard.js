const money = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });

/** The dashboard of one instance on the page. */
export class Dashboard {
  #instance;
  #card;

  constructor(instance) {
    this.#instance = instance;
    this.#card = document.getElementById("instance").content.cloneNode(true).firstElementChild;
    this.#find(".origin").textContent = instance.origin;
  }

  get element() {
    return this.#card;
  }

  /** Reads all figures once and shows them; an instance that does not answer shows a red light. */
  async refresh(date) {
    try {
      const [metrics, hourly, services] = await Promise.all([
        this.#instance.get(`/api/dashboard/metrics?date=${date}`),
        this.#instance.get(`/api/dashboard/hourly?date=${date}`),
        this.#instance.get(`/api/dashboard/top-services?date=${date}&limit=5`),
      ]);
      this.#showTiles(metrics.body);
      this.#showHours(hourly.body);
      this.#showServices(services.body);
      this.#showAnswers({ metrics, hourly, "top services": services });
      this.#light("up");
    } catch (problem) {
      this.#light("down", problem.message);
    }
  }

  #showTiles(metrics) {
    for (const tile of this.#card.querySelectorAll("[data-tile]")) {
      const value = metrics[tile.dataset.tile];
      const text = "money" in tile.dataset ? money.format(value / 100) : String(value);
      if (tile.textContent && tile.textContent !== text) {
        tile.classList.remove("changed");
        void tile.offsetWidth; // starts the animation again
        tile.classList.add("changed");
      }
      tile.textContent = text;
    }
  }

  #showHours(hours) {
    const most = Math.max(1, ...hours.map((hour) => hour.revenueMinor));
    const bars = hours.map(({ hour, revenueMinor }) => {
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const height = (70 * revenueMinor) / most;
      Object.entries({ x: hour * 10 + 1, y: 72 - height, width: 8, height }).forEach(([name, value]) => bar.setAttribute(name, value));
      return bar;
    });
    this.#find(".hours").replaceChildren(...bars);
  }

  #showServices(services) {
    this.#find(".services").replaceChildren(
      ...services.map(({ name, quantity, totalMinor }) => row("li", "span", [`${quantity} × ${name}`, money.format(totalMinor / 100)])),
    );
  }

  #showAnswers(answers) {
    this.#find(".answers tbody").replaceChildren(
      ...Object.entries(answers).map(([read, { cache, queries, milliseconds }]) =>
        row("tr", "td", [read, cache, queries, milliseconds && `${milliseconds} ms`]),
      ),
    );
  }

  #light(state, title = "") {
    const light = this.#find(".light");
    light.className = `light ${state}`;
    light.title = title;
  }

  #find(selector) {
    return this.#card.querySelector(selector);
  }
}

function row(rowTag, cellTag, texts) {
  const element = document.createElement(rowTag);
  for (const text of texts) {
    element.appendChild(document.createElement(cellTag)).textContent = text;
  }
  return element;
}
