import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { ServerCertificate } from "../certificate";
import { isObject, type Json, type JsonObject } from "../json";
import { badRequest } from "./graph-error";
import type { Exchange, RawRequest, Reply } from "./message";

/** The time that an idle connection stays open. It is longer than clients use one, so none closes during a request. */
const KEEP_ALIVE_MS = 120_000;

/** A listening server and its port. */
interface Listening {
  readonly server: Server;
  readonly port: number;
}

/** Listens with HTTPS on 127.0.0.1 and a port that the system picks. The caller adds the handler for requests. */
export async function listen({ key, certificate }: ServerCertificate): Promise<Listening> {
  const server = createServer({ key, cert: certificate, keepAliveTimeout: KEEP_ALIVE_MS });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port }; // the address of a TCP server is always an AddressInfo
}

/** Reads a request, gets its answer, sends it and reports the exchange. If the caller hangs up, nothing is sent. */
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
  if (!response.destroyed) write(response, reply);
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
    ...(reply.body === undefined ? {} : { response: withoutToken(reply.body) }),
  };
}

function readable(body: string): Json {
  try {
    return JSON.parse(body) as Json; // JSON.parse returns only JSON
  } catch {
    return body.replace(/client_secret=[^&]*/, "client_secret=<secret>");
  }
}

function withoutToken(body: Json): Json {
  return typeof body === "object" && body !== null && "access_token" in body
    ? { ...body, access_token: "<token>" }
    : body;
}

/** The largest body in bytes. No policy comes near it. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/**
 * Reads the body of a request as text.
 * @throws Error if the caller hangs up or sends more than 1 MB
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
 * Parses a body as a JSON object. No body is an empty object.
 * @throws GraphError 400 if it is anything else
 */
export function parseBody(text: string): JsonObject {
  if (text.trim() === "") return {};
  const value = readable(text);
  if (isObject(value)) return value;
  throw badRequest(
    "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
  );
}
