import { randomUUID } from "node:crypto";
import type { Reply } from "../http/reply";

/** Why a sign-in was refused, in the words and numbers of Entra's token endpoint. */
export interface LoginRefusal {
  readonly status: number;
  readonly error: string;
  /** The number of the AADSTS message. */
  readonly number: number;
  readonly description: string;
}

/** The token endpoint's error body. */
export function loginErrorReply(refusal: LoginRefusal, now: Date): Reply {
  const timestamp = `${now.toISOString().slice(0, 19).replace("T", " ")}Z`;
  const [traceId, correlationId] = [randomUUID(), randomUUID()];
  const ids = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  return {
    status: refusal.status,
    body: {
      error: refusal.error,
      error_description: `AADSTS${refusal.number}: ${refusal.description} ${ids}`,
      error_codes: [refusal.number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
    },
  };
}
