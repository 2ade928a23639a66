import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { ServerCertificate } from "../certificate";
import type { Json } from "../json";
import type { RawRequest } from "./answer";
import type { Exchange } from "./exchange";
import { errorReply, GraphError } from "./graph-error";
import { readText } from "./read-body";
import type { Reply } from "./reply";

/** Longer than clients keep an idle connection, so that none is closed under a request on its way. */
const KEEP_ALIVE_MS = 120_000;

/** A listening server and its address. */
export interface Listening {
  readonly server: Server;
  readonly port: number;
}

/**
 * Listens with HTTPS on 127.0.0.1 and a port that the system picks.
 * @param handle takes the request over by returning true (a lease stays open); else `answer` replies
 */
export async function listen(
  certificate: ServerCertificate,
  serve: (message: IncomingMessage, response: ServerResponse) => void,
): Promise<Listening> {
  const server = createServer(
    { key: certificate.key, cert: certificate.certificate, keepAliveTimeout: KEEP_ALIVE_MS },
    serve,
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port }; // a TCP server's address is always an AddressInfo
}

/** Reads a request, has it answered, writes the reply and reports the exchange. */
export async function serveRequest(
  message: IncomingMessage,
  response: ServerResponse,
  answer: (raw: RawRequest) => Reply | undefined,
  onExchange: (exchange: Exchange) => void,
): Promise<void> {
  const head = { method: message.method ?? "GET", url: message.url ?? "/", headers: message.headers };
  const raw = await readRequest(message, head);
  const reply = raw instanceof GraphError ? errorReply(raw, undefined, new Date()) : answer(raw);
  if (reply === undefined) return void response.destroy();
  write(response, reply);
  if (!(raw instanceof GraphError)) onExchange(exchangeOf(raw, reply));
}

async function readRequest(message: IncomingMessage, head: Omit<RawRequest, "body">): Promise<RawRequest | GraphError> {
  try {
    return { ...head, body: await readText(message) };
  } catch (error) {
    if (error instanceof GraphError) return error;
    throw error;
  }
}

function write(response: ServerResponse, reply: Reply): void {
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.body === undefined) return void response.end();
  response.setHeader(
    "content-type",
    typeof reply.body === "string" ? "text/plain" : "application/json; odata.metadata=minimal",
  );
  response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
}

function exchangeOf(raw: RawRequest, reply: Reply): Exchange {
  return {
    method: raw.method,
    url: raw.url,
    ...(raw.body === "" ? {} : { request: readable(raw.body) }),
    status: reply.status,
    ...(reply.body === undefined ? {} : { response: withoutToken(reply.body) }),
  };
}

function readable(body: string): Json {
  try {
    return JSON.parse(body) as Json; // JSON.parse yields nothing but JSON
  } catch {
    return body.replace(/client_secret=[^&]*/, "client_secret=<secret>");
  }
}

function withoutToken(body: Json): Json {
  return typeof body === "object" && body !== null && "access_token" in body
    ? { ...body, access_token: "<token>" }
    : body;
}
