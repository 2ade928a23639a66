import type { IncomingMessage } from "node:http";
import { isObject, type Json, type JsonObject } from "../json";
import { badRequest } from "./graph-error";

/** Far more than any policy takes. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/**
 * Reads a request's body as text.
 * @throws when the caller hangs up, or sends more than 1 MB
 */
export async function readText(message: IncomingMessage): Promise<string> {
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
  const value = parseJson(text);
  if (!isObject(value))
    throw badRequest(
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    );
  return value;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON.parse yields nothing but JSON
  } catch {
    return null;
  }
}
