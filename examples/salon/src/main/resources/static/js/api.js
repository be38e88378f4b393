/** One instance of the salon, called in the name of whoever is signed in. */
export class Instance {
  #session;

  constructor(origin, session) {
    this.origin = origin;
    this.#session = session;
  }

  /** Answers the body together with what the headers tell about its cost. */
  async get(path) {
    const response = await this.#session.send(this.origin, "GET", path);
    return {
      body: await response.json(),
      cache: response.headers.get("X-Cache") ?? "",
      queries: response.headers.get("X-Queries") ?? "",
      milliseconds: /dur=([\d.]+)/.exec(response.headers.get("Server-Timing") ?? "")?.[1] ?? "",
    };
  }

  async post(path, body, headers) {
    return (await this.#session.send(this.origin, "POST", path, body, headers)).json();
  }
}

/** The instances that this one names, itself first; where it names none, it alone. */
export async function findInstances(session) {
  const named = await askDemo("instances", []);
  const others = named.filter((origin) => origin !== location.origin);
  return [location.origin, ...others].map((origin) => new Instance(origin, session));
}

/** Who may be tried, with the password; nobody where this is no demo. */
export function demoUsers() {
  return askDemo("users", []);
}

async function askDemo(what, otherwise) {
  try {
    const response = await fetch(`/api/demo/${what}`);
    return response.ok ? await response.json() : otherwise;
  } catch {
    return otherwise;
  }
}
