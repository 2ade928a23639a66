import { graphError } from "./graph-error";
import { type Request, type Send, sendPatiently, type Wait } from "./http";
import { parseFields } from "./json";
import type { Settings } from "./settings";
import { type Session, signIn } from "./sign-in";
import { type Fields, recordsOf, textOf, type Value } from "./values";

/** A token is renewed when it has less than this many seconds left. */
const RENEWAL = 120;

/** Microsoft Graph, as seen by one application. Paths begin with the version: `/v1.0/users`. */
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

  /** Signs in, or gives the session that is still good. */
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

  /** @throws GraphError on any status but success */
  async get(path: string): Promise<Fields> {
    return this.#request("GET", path);
  }

  /** Like `get`, with `undefined` for what doesn't exist. */
  async find(path: string): Promise<Fields | undefined> {
    return this.#request("GET", path, undefined, true);
  }

  /** All entries of a list, page after page. */
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
    return this.#request("POST", path, body);
  }

  async patch(path: string, body: Fields): Promise<void> {
    await this.#request("PATCH", path, body);
  }

  async put(path: string, body: Fields): Promise<void> {
    await this.#request("PUT", path, body);
  }

  /** Deletes what the path names; that it is gone already is as good. */
  async remove(path: string): Promise<void> {
    await this.#request("DELETE", path, undefined, true);
  }

  /** The full address of a directory object, which references to it are made of. */
  async reference(version: "v1.0" | "beta", id: string): Promise<string> {
    return `${(await this.session()).graph.origin}/${version}/directoryObjects/${id}`;
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

  async #request(method: Request["method"], path: string, body?: Value): Promise<Fields>;
  async #request(
    method: Request["method"],
    path: string,
    body: Value | undefined,
    absent: true,
  ): Promise<Fields | undefined>;
  async #request(method: Request["method"], path: string, body?: Value, absent?: true): Promise<Fields | undefined> {
    const session = await this.session();
    const request = {
      method,
      url: new URL(path, session.graph),
      headers: {
        authorization: `Bearer ${session.token}`,
        accept: "application/json",
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answer = await sendPatiently(request, this.#send, this.#wait);
    if (answer.status === 404 && absent === true) return undefined;
    if (answer.status >= 300) throw graphError({ method, path: request.url.pathname }, answer);
    return answer.body === "" ? {} : parseFields(answer.body);
  }
}
