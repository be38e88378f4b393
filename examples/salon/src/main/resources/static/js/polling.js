const PERIOD_MS = 1000;

/**
 * Does the work every second, never twice at a time, and not while the page is hidden.
 *
 * @returns a function that does it now
 */
export function poll(work) {
  let timer = 0;
  let isRunning = false;
  let isAsked = false;

  async function run() {
    clearTimeout(timer);
    if (isRunning || document.hidden) {
      isAsked = isRunning;
      return;
    }
    isRunning = true;
    const start = performance.now();
    await work();
    isRunning = false;
    const rest = isAsked ? 0 : Math.max(0, PERIOD_MS - (performance.now() - start));
    isAsked = false;
    timer = setTimeout(run, rest);
  }

  document.addEventListener("visibilitychange", run);
  run();
  return run;
}
