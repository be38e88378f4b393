/** One instance of the salon, called as the owner of the first demo tenant. */
export class Instance {
  #token = null;

  constructor(origin) {
    this.origin = origin;
  }

  /** Answers the body together with what the headers tell about its cost. */
  async get(path) {
    const response = await this.#send("GET", path);
    return {
      body: await response.json(),
      cache: response.headers.get("X-Cache") ?? "none",
      queries: response.headers.get("X-Queries") ?? "",
      milliseconds: /dur=([\d.]+)/.exec(response.headers.get("Server-Timing") ?? "")?.[1] ?? "",
    };
  }

  async post(path, body) {
    return (await this.#send("POST", path, body)).json();
  }

  async #send(method, path, body) {
    this.#token ??= await this.#login();
    const response = await this.#fetch(method, path, body, { Authorization: `Bearer ${this.#token}` });
    if (response.status === 401) {
      this.#token = null;
    }
    return demandSuccess(response);
  }

  async #login() {
    const owner = { tenant: 1, email: "owner@tenant1.example", password: "salon" };
    const response = await demandSuccess(await this.#fetch("POST", "/api/auth/login", owner, {}));
    return (await response.json()).accessToken;
  }

  #fetch(method, path, body, headers) {
    return fetch(this.origin + path, {
      method,
      headers: { ...headers, "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
    });
  }
}

async function demandSuccess(response) {
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? `${response.status} from ${response.url}`);
  }
  return response;
}

/** The addresses of the instances: from the query string, else as configured, else this one twice. */
export async function findInstances() {
  const asked = new URLSearchParams(location.search).get("instances");
  const origins = asked ? asked.split(",").filter(Boolean) : await configured();
  return (origins.length ? origins : [location.origin, location.origin]).map((origin) => new Instance(origin));
}

async function configured() {
  try {
    return await (await fetch("/api/demo/instances")).json();
  } catch {
    return [];
  }
}
