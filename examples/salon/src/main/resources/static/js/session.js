const KEY = "salon.session";
const PATIENCE_MS = 5000;

/** A request that was refused, or not answered: the message is what the problem detail says. */
export class Problem extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * Who is signed in, in this window. One session counts on every instance. Its access token is renewed when it has run out; the tokens are sent to
 * no address but this one and those that it names as its instances.
 */
export class Session {
  #tokens = JSON.parse(sessionStorage.getItem(KEY));
  #renewal = null;

  /** Called with the reason when the session is no longer accepted. */
  onEnd = () => {};

  get isOpen() {
    return this.#tokens !== null;
  }

  async open(credentials) {
    const response = await demandSuccess(await request(location.origin, "POST", "/api/auth/login", credentials));
    this.#keep(await response.json());
  }

  async close() {
    await this.send(location.origin, "POST", "/api/auth/logout");
    this.#keep(null);
  }

  /** Sends a request in the name of whoever is signed in. */
  async send(origin, method, path, body, headers = {}) {
    const used = this.#tokens;
    let response = await this.#sendAuthorized(origin, method, path, body, headers);
    if (response.status === 401 && (await this.#renew(used))) {
      response = await this.#sendAuthorized(origin, method, path, body, headers);
    }
    if (response.status === 401) {
      this.#end();
    }
    return demandSuccess(response);
  }

  #end() {
    const problem = new Problem("The session has ended: sign in again", 401);
    if (this.isOpen) {
      this.#keep(null);
      this.onEnd(problem);
    }
    throw problem;
  }

  #sendAuthorized(origin, method, path, body, headers) {
    return request(origin, method, path, body, { ...headers, Authorization: `Bearer ${this.#tokens?.accessToken}` });
  }

  /** Gets new tokens, once for all who wait for them: a refresh token works once. */
  async #renew(used) {
    if (this.#tokens === used && used !== null) {
      this.#renewal ??= this.#refresh(used.refreshToken).finally(() => (this.#renewal = null));
      await this.#renewal;
    }
    return this.#tokens !== used;
  }

  async #refresh(refreshToken) {
    const response = await request(location.origin, "POST", "/api/auth/refresh", { refreshToken });
    if (response.ok) {
      this.#keep(await response.json());
    }
  }

  #keep(tokens) {
    this.#tokens = tokens;
    if (tokens) {
      sessionStorage.setItem(KEY, JSON.stringify(tokens));
    } else {
      sessionStorage.removeItem(KEY);
    }
  }
}

async function request(origin, method, path, body, headers = {}) {
  try {
    return await fetch(origin + path, {
      method,
      headers: body ? { ...headers, "Content-Type": "application/json" } : headers,
      body: body && JSON.stringify(body),
      signal: method === "GET" ? AbortSignal.timeout(PATIENCE_MS) : null,
    });
  } catch {
    throw new Problem(`${origin} does not answer`, 0);
  }
}

async function demandSuccess(response) {
  if (!response.ok) {
    throw new Problem(told(await response.json().catch(() => ({})), response), response.status);
  }
  return response;
}

/** What a problem detail says, with the fields that it names. */
function told({ detail, title, errors = [] }, response) {
  const fields = errors.map(({ field, message }) => (field ? `${field} ${message}` : message));
  return [detail ?? title ?? `${response.status} from ${response.url}`, ...fields].join(" · ");
}
