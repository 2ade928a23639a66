import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** One answer: a status with a body and headers, a connection that is cut, or none for as long as the server runs. */
export type FakeAnswer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | "cut"
  | "silent";

/** A server on loopback that answers from a list, request by request, and remembers what it was asked. */
export class FakeGraph {
  readonly asked: { readonly url: string; readonly headers: IncomingMessage["headers"] }[] = [];
  #answers: FakeAnswer[] = [];
  #server: Server | undefined;

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      this.asked.push({ url: request.url ?? "", headers: request.headers });
      const answer = this.#answers.shift() ?? { status: 404 };
      if (answer === "silent") return;
      if (answer === "cut") return void request.socket.destroy();
      const { status, body = errorOf(status), headers = {} } = answer;
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => void this.#server?.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => void this.#server?.close(resolve));
  }

  /** With a slash at the end. */
  get address(): string {
    const address = this.#server?.address() as AddressInfo; // a TCP server's address is always an AddressInfo
    return `http://127.0.0.1:${address.port}/`;
  }

  /** What the next requests are answered with; forgets what was asked so far. */
  answerWith(...answers: readonly FakeAnswer[]): void {
    this.#answers = [...answers];
    this.asked.length = 0;
  }
}

const errorOf = (status: number): unknown =>
  status < 400 ? {} : { error: { code: `Code${status}`, message: "the text of a refusal, with a secret: hunter2" } };
