import { demoUsers, findInstances } from "./api.js";
import { InstanceCard, sellAnything } from "./both.js";
import { Desk } from "./desk.js";
import { byId, fill, whileOff } from "./dom.js";
import { useCurrency, words } from "./format.js";
import { poll } from "./polling.js";
import { Session } from "./session.js";
import { Times } from "./times.js";

const NOTICE_MS = 8000;

const session = new Session();
const [instances, users] = await Promise.all([findInstances(session), demoUsers()]);
const [here] = instances;

const desk = new Desk(here, attempt, () => refreshDesk());
const times = new Times(here, attempt, () => refreshTimes());
const cards = instances.map((instance) => new InstanceCard(instance, sell));
byId("instances").replaceChildren(...cards.map((card) => card.element));

const refreshDesk = poll(() => whileShown("desk", () => desk.refresh()));
const refreshTimes = poll(() => whileShown("times", () => times.refresh()));
const refreshBoth = cards.map((card) => poll(() => whileShown("both", () => card.refresh())));

let isAway = false;
let forgetting = 0;

/** Does the work if the view is shown; says once that the salon does not answer, until it does. */
async function whileShown(view, work) {
  if (!session.isOpen || shown() !== view) {
    return;
  }
  try {
    await work();
    if (isAway) {
      complain(null);
      isAway = false;
    }
  } catch (problem) {
    if (session.isOpen && !isAway) {
      complain(problem);
      isAway = true;
    }
  }
}

/** Does what the user has asked for, and says what has come of it. */
async function attempt(action) {
  complain(null);
  try {
    tell((await action()) ?? "");
  } catch (problem) {
    tell("");
    complain(problem);
  }
}

function sell(instance, button) {
  return whileOff(button, () =>
    attempt(async () => {
      const told = await sellAnything(instance);
      refreshBoth.forEach((refresh) => refresh());
      return told;
    }),
  );
}

/** Says what was done, for a while. */
function tell(text) {
  clearTimeout(forgetting);
  byId("notice").textContent = text;
  forgetting = text && setTimeout(() => tell(""), NOTICE_MS);
}

function complain(problem) {
  byId("problem-text").textContent = problem?.message ?? "";
  byId("problem").hidden = problem === null;
}

/** The view that the address names: the desk, if it names none. */
function shown() {
  const view = location.hash.slice(1);
  return document.querySelector(`[data-view="${CSS.escape(view)}"]`) ? view : "desk";
}

function show() {
  for (const part of document.querySelectorAll("[data-signed-in]")) {
    part.hidden = !session.isOpen;
  }
  byId("sign-in").hidden = session.isOpen;
  for (const view of document.querySelectorAll("[data-view]")) {
    view.hidden = !session.isOpen || view.dataset.view !== shown();
  }
  for (const link of document.querySelectorAll("nav a")) {
    link.ariaCurrent = link.hash.slice(1) === shown() ? "page" : null;
  }
  [refreshDesk, refreshTimes, ...refreshBoth].forEach((refresh) => refresh());
}

/** Reads what does not change from second to second: who this is, the settings, the catalog, the staff. */
async function enter() {
  const read = ["/api/users/me", "/api/settings", "/api/catalog/categories?active=true", "/api/staff", "/api/dashboard/metrics"];
  const [user, settings, categories, staff, metrics] = (await Promise.all(read.map((path) => here.get(path)))).map(({ body }) => body);
  const barbers = staff.filter(({ active }) => active);
  useCurrency(settings.currency);
  byId("business").textContent = document.title = settings.businessName;
  byId("who").textContent = `${user.name}, ${words(user.role)}`;
  document.body.dataset.role = user.role;
  desk.offerBarbers(barbers);
  desk.newBill();
  times.offer(categories, barbers, settings, metrics.date);
  show();
}

function leave() {
  delete document.body.dataset.role;
  byId("business").textContent = document.title = "Salon";
  show();
}

function offerUsers() {
  const form = byId("sign-in-form");
  const choose = () => {
    const { tenant, email, password } = users[byId("demo-user").value];
    Object.entries({ tenant, email, password }).forEach(([field, value]) => (form.elements[field].value = value));
  };
  fill(byId("demo-user"), users.map(({ email }, i) => [i, email]));
  byId("demo-user").addEventListener("change", choose);
  byId("demo").hidden = false;
  choose();
}

byId("sign-in-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const { tenant, email, password } = Object.fromEntries(new FormData(event.target));
  whileOff(event.submitter ?? byId("sign-in-form").querySelector("button"), () =>
    attempt(async () => {
      await session.open({ tenant: Number(tenant), email, password });
      await enter();
    }),
  );
});
byId("sign-out").addEventListener("click", () =>
  attempt(async () => {
    await session.close();
    leave();
    return "Signed out";
  }),
);
byId("dismiss").addEventListener("click", () => complain(null));
addEventListener("hashchange", show);
session.onEnd = (problem) => {
  leave();
  complain(problem);
};

if (users.length) {
  offerUsers();
}
if (session.isOpen) {
  await attempt(enter);
}
show();
