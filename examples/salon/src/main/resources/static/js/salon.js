import { findInstances } from "./api.js";
import { Dashboard } from "./dashboard.js";

const PERIOD_MS = 1000;

const notice = document.getElementById("notice");
const sellButton = document.getElementById("sell");
const instances = await findInstances();
const dashboards = instances.map((instance) => new Dashboard(instance));

document.getElementById("instances").replaceChildren(...dashboards.map((dashboard) => dashboard.element));
sellButton.addEventListener("click", sell);
sellButton.disabled = false;
dashboards.forEach(poll);

/** Refreshes a dashboard every second, but never twice at a time. */
async function poll(dashboard) {
  const start = performance.now();
  await dashboard.refresh(today());
  setTimeout(() => poll(dashboard), Math.max(0, PERIOD_MS - (performance.now() - start)));
}

/** Sells any service on the first instance, paid by card. */
async function sell() {
  sellButton.disabled = true;
  try {
    const [first] = instances;
    const { body: categories } = await first.get("/api/catalog/categories?active=true");
    const services = categories.flatMap((category) => category.services);
    const service = services[Math.floor(Math.random() * services.length)];
    const bill = await first.post("/api/pos/bills", { lines: [{ serviceId: service.id }] });
    await first.post(`/api/pos/bills/${bill.id}/payments`, { method: "CARD", amountMinor: bill.totalMinor });
    await first.post(`/api/pos/bills/${bill.id}/complete`);
    notice.textContent = `Sold ${service.name} on ${first.origin}: bill ${bill.id}.`;
  } catch (problem) {
    notice.textContent = problem.message;
  } finally {
    sellButton.disabled = false;
  }
}

/** The business date of the demo tenants, which live in UTC. */
function today() {
  return new Date().toISOString().slice(0, 10);
}
