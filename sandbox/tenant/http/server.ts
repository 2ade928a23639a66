import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { ServerCertificate } from "../certificate";
import { isObject, type Json, type JsonObject } from "../json";
import { badRequest } from "./graph-error";
import type { Exchange, RawRequest, Reply } from "./message";

/** Longer than clients keep an idle connection, so that none is closed under a request on its way. */
const KEEP_ALIVE_MS = 120_000;

/** A listening server and its address. */
interface Listening {
  readonly server: Server;
  readonly port: number;
}

/** Listens with HTTPS on 127.0.0.1 and a port that the system picks; the caller adds what answers requests. */
export async function listen({ key, certificate }: ServerCertificate): Promise<Listening> {
  const server = createServer({ key, cert: certificate, keepAliveTimeout: KEEP_ALIVE_MS });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port }; // a TCP server's address is always an AddressInfo
}

/** Reads a request, has it answered, writes the reply and reports the exchange. A caller that hangs up gets nothing. */
export async function serveRequest(
  message: IncomingMessage,
  response: ServerResponse,
  answer: (raw: RawRequest) => Reply | undefined,
  onExchange: (exchange: Exchange) => void,
): Promise<void> {
  const body = await readText(message).catch(() => undefined);
  if (body === undefined) return void response.destroy();
  const raw = { method: message.method ?? "GET", url: message.url ?? "/", headers: message.headers, body };
  const reply = answer(raw);
  if (reply === undefined) return void response.destroy();
  if (reply.delivery?.kind === "late") await pause(reply.delivery.milliseconds);
  if (!response.destroyed && reply.delivery?.kind !== "never") write(response, reply);
  onExchange(exchangeOf(raw, reply));
}

function write(response: ServerResponse, reply: Reply): void {
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.body === undefined) return void response.end();
  const [text, type] =
    typeof reply.body === "string"
      ? [reply.body, "text/plain"]
      : [JSON.stringify(reply.body), "application/json; odata.metadata=minimal"];
  if (!response.hasHeader("content-type")) response.setHeader("content-type", type);
  if (reply.delivery?.kind !== "cutOff") return void response.end(text);
  response.setHeader("content-length", Buffer.byteLength(text));
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

function exchangeOf(raw: RawRequest, reply: Reply): Exchange {
  return {
    method: raw.method,
    url: raw.url,
    ...(raw.body === "" ? {} : { request: readable(raw.body) }),
    status: reply.status,
    ...(reply.delivery?.kind === "never" ? { unanswered: true } : {}),
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

/** Far more than any policy takes. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/**
 * Reads a request's body as text.
 * @throws when the caller hangs up, or sends more than 1 MB
 */
async function readText(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of message) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > LARGEST_BODY_BYTES) throw new Error("the request's body is larger than 1 MB");
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString("utf8");
}

/**
 * A body as a JSON object; no body is an empty object.
 * @throws GraphError 400 when it is anything else
 */
export function parseBody(text: string): JsonObject {
  if (text.trim() === "") return {};
  const value = readable(text);
  if (isObject(value)) return value;
  throw badRequest(
    "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
  );
}
