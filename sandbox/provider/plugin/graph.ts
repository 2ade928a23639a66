import { STATUS_CODES } from "node:http";
import { type Request, type Send, sendPatiently, type Wait } from "./http";
import { type Session, type Settings, signIn } from "./sign-in";
import { type Fields, fieldsOf, parseFields, recordsOf, textOf } from "./values";

/** The token is renewed when it is valid for less than this many seconds. */
const RENEWAL = 120;

/** Microsoft Graph for one application. Paths begin with the version: `/v1.0/users`. */
export class Graph {
  readonly settings: Settings;
  readonly #send: Send;
  readonly #wait: Wait | undefined;
  #session: Promise<Session> | undefined;

  constructor(settings: Settings, send: Send, wait?: Wait) {
    this.settings = settings;
    this.#send = send;
    this.#wait = wait;
  }

  /** Signs in, or returns the session if it is still valid. */
  async session(): Promise<Session> {
    this.#session ??= signIn(this.settings, this.#send, this.#wait);
    const session = await this.#session.catch((error: unknown) => {
      this.#session = undefined;
      throw error;
    });
    if (session.expires === 0 || session.expires - Date.now() / 1000 > RENEWAL) return session;
    this.#session = signIn(this.settings, this.#send, this.#wait);
    return this.#session;
  }

  /** Gets an object. @throws GraphError on any status but success */
  async get(path: string): Promise<Fields> {
    return requireSuccess("GET", path, await this.#exchange("GET", path));
  }

  /** Like `get`, but returns `undefined` if the object doesn't exist. */
  async find(path: string): Promise<Fields | undefined> {
    const answer = await this.#exchange("GET", path);
    return answer.status === 404 ? undefined : requireSuccess("GET", path, answer);
  }

  /** The entries of all pages of a list. */
  async list(path: string): Promise<Fields[]> {
    const entries: Fields[] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const page: Fields = await this.get(next);
      entries.push(...recordsOf(page, "value"));
      next = await this.#nextPath(page);
    }
    return entries;
  }

  async post(path: string, body: Fields): Promise<Fields> {
    return requireSuccess("POST", path, await this.#exchange("POST", path, body));
  }

  async patch(path: string, body: Fields): Promise<void> {
    requireSuccess("PATCH", path, await this.#exchange("PATCH", path, body));
  }

  /** Deletes an object. It is no error if the object is gone already. */
  async remove(path: string): Promise<void> {
    const answer = await this.#exchange("DELETE", path);
    if (answer.status !== 404) requireSuccess("DELETE", path, answer);
  }

  /** The full URL of a directory object. References to the object need it. */
  async reference(id: string): Promise<string> {
    return `${(await this.session()).graph.origin}/beta/directoryObjects/${id}`;
  }

  async #nextPath(page: Fields): Promise<string | undefined> {
    const link = textOf(page, "@odata.nextLink");
    if (link === "") return undefined;
    const url = new URL(link);
    const { graph } = await this.session();
    if (url.origin !== graph.origin)
      throw new Error(`Graph's next page is at ${url.host}, which is not where Graph is`);
    return url.pathname + url.search;
  }

  async #exchange(method: Request["method"], path: string, body?: Fields): ReturnType<Send> {
    const { graph, token } = await this.session();
    const headers = {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      "content-type": "application/json",
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return sendPatiently({ method, url: new URL(path, graph), headers, ...sent }, this.#send, this.#wait);
  }
}

/** An answer with which Graph refuses a request. */
export class GraphError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "GraphError";
    this.status = status;
  }
}

/** The body of a successful answer. @throws GraphError with the official plugin's message after the request */
function requireSuccess(method: string, path: string, { status, body }: Awaited<ReturnType<Send>>): Fields {
  if (status < 300) return body === "" ? {} : parseFields(body);
  const error = fieldsOf(parseFields(body), "error");
  const code = printable(textOf(error, "code")) || "unknown";
  const said = printable(textOf(error, "message")) || "no message";
  const head = `${method} ${path.split("?")[0]}: unexpected status ${status} (${status} ${STATUS_CODES[status] ?? ""})`;
  throw new GraphError(status, `${head} with error: ${code}: ${said}`);
}

/** Removes control characters, which could move the cursor or colour the text that follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const printable = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
