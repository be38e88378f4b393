/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A new element with these properties and children. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Fills a select with [value, text], and keeps what is chosen if it is still there. */
export function fill(select, choices) {
  const chosen = select.value;
  select.replaceChildren(...choices.map(([value, text]) => element("option", { value }, text)));
  if (choices.some(([value]) => String(value) === chosen)) {
    select.value = chosen;
  }
}

/** Writes a text; what was there and has changed lights up for a moment. */
export function write(target, text) {
  if (target.textContent && target.textContent !== text) {
    target.classList.remove("changed");
    void target.offsetWidth; // starts the animation again
    target.classList.add("changed");
  }
  target.textContent = text;
}

/** Runs an action that a control starts, which is off meanwhile. */
export async function whileOff(control, action) {
  control.disabled = true;
  try {
    return await action();
  } finally {
    control.disabled = false;
  }
}
