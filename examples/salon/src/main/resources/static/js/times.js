import { byId, element, fill, whileOff } from "./dom.js";
import { showAnswer } from "./figures.js";

const STEP = 30;

/** The times of a barber on a day, of which a free one may be booked. A page of half hours within the opening hours. */
export class Times {
  #instance;
  #attempt;
  #refresh;
  #durations = new Map();
  #hours = { opensAt: "09:00", closesAt: "20:00" };

  /** @param refresh reads everything that is shown anew */
  constructor(instance, attempt, refresh) {
    this.#instance = instance;
    this.#attempt = attempt;
    this.#refresh = refresh;
    for (const id of ["times-barber", "times-service", "times-date"]) {
      byId(id).addEventListener("change", refresh);
    }
    byId("day-before").addEventListener("click", () => this.#move(-1));
    byId("day-after").addEventListener("click", () => this.#move(1));
    byId("booking").addEventListener("submit", (event) => {
      event.preventDefault();
      whileOff(byId("book"), () => attempt(() => this.#book()));
    });
  }

  offer(categories, barbers, hours, today) {
    this.#hours = hours;
    const services = categories.flatMap((category) => category.services);
    this.#durations = new Map(services.map((service) => [String(service.id), service]));
    fill(byId("times-barber"), barbers.map(({ id, name }) => [id, name]));
    fill(byId("times-service"), services.map(({ id, name, durationMinutes }) => [id, `${name}, ${durationMinutes} min`]));
    byId("times-date").value ||= today;
  }

  async refresh() {
    const [barber, date] = [byId("times-barber").value, byId("times-date").value];
    if (!barber || !date) {
      return;
    }
    const answer = await this.#instance.get(`/api/barbers/${barber}/availability?date=${date}`);
    if (barber === byId("times-barber").value && date === byId("times-date").value) {
      showAnswer(byId("times-answer"), answer);
      this.#show(answer.body);
    }
  }

  /** Keeps the elements, so that the focus and what is chosen stay. */
  #show({ date, free }) {
    const starts = [];
    for (let minute = minuteOf(this.#hours.opensAt); minute < minuteOf(this.#hours.closesAt); minute += STEP) {
      starts.push(minute);
    }
    const grid = byId("times");
    grid.dataset.date = date;
    if (grid.children.length !== starts.length) {
      grid.replaceChildren(...starts.map(slot));
    }
    const isFree = starts.map((minute) => this.#fits(minute, date, free));
    isFree.forEach((free, i) => mark(grid.children[i], free));
    byId("no-times").hidden = isFree.includes(true);
  }

  /** Whether the service can begin then: all its minutes are free and none is past. The day is the salon's, as is the clock of this desk. */
  #fits(minute, date, free) {
    const now = new Date();
    const isPast = date === localDate(now) && minute < now.getHours() * 60 + now.getMinutes();
    const end = minute + this.#duration();
    return !isPast && end <= minuteOf(this.#hours.closesAt) && free.some(({ startsAt, endsAt }) => minuteOf(startsAt) <= minute && end <= minuteOf(endsAt));
  }

  #duration() {
    const service = this.#durations.get(byId("times-service").value);
    const own = service?.staffTemplates.find(({ staffId }) => String(staffId) === byId("times-barber").value);
    return (own ?? service)?.durationMinutes ?? STEP;
  }

  async #book() {
    const chosen = byId("times").querySelector("input:checked");
    if (!chosen) {
      byId("times").querySelector("input:enabled")?.focus();
      return "Choose a free time first";
    }
    const booking = await this.#instance.post("/api/bookings", {
      barberId: Number(byId("times-barber").value),
      serviceId: Number(byId("times-service").value),
      customerName: byId("customer").value,
      phone: byId("phone").value || null,
      date: byId("times-date").value,
      time: chosen.value,
    });
    chosen.checked = false;
    byId("customer").value = byId("phone").value = "";
    this.#refresh();
    return `Booked for ${booking.customerName}: ${booking.date} at ${booking.time.slice(0, 5)}`;
  }

  #move(days) {
    const date = new Date(`${byId("times-date").value || localDate(new Date())}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + days);
    byId("times-date").value = date.toISOString().slice(0, 10);
    this.#refresh();
  }
}

function slot(minute) {
  const time = timeOf(minute);
  return element("label", { className: "time" }, element("input", { type: "radio", name: "time", value: time }), element("span", {}, time), element("small"));
}

function mark(slot, isFree) {
  const choice = slot.querySelector("input");
  choice.disabled = !isFree;
  choice.checked &&= isFree;
  slot.classList.toggle("taken", !isFree);
  slot.querySelector("small").textContent = isFree ? "free" : "taken";
}

function minuteOf(time) {
  const [hours, minutes] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function timeOf(minute) {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

function localDate(instant) {
  return [instant.getFullYear(), instant.getMonth() + 1, instant.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
