import type { JsonObject } from "../law/json/json-object";
import type { Advice } from "../law/model/finding";
import { renderAdvice } from "../report/finding";
import { type ReadTenant, readTenant } from "../tenant/graph/tenant";
import type { EntraTenant } from "../tenant/live/entra-tenant";
import { RETRY_POLICY, type RetryPolicy } from "../tenant/live/graph-connection";
import { answerOf } from "../tenant/live/tenant-problem";
import { printable } from "../text/printable";
import { type Host, type OptionSpecs, Refused } from "./command";
import { readingProgress } from "./progress";

/**
 * For what reads a live tenant. Such a command always asks the one that the environment or `az login` leads to; where a wrapper would
 * choose another, a tenant to try it on, this says not to.
 */
export const REAL_OPTION = {
  real: { kind: "switch", help: "ask the tenant that az login is signed in to" },
} as const satisfies OptionSpecs;

/**
 * Gets ready to ask the tenant that the environment leads to, by the host's clock. What signs in is loaded only here: it takes longer
 * than all the rest.
 * @param onWait called at each pause
 * @throws TenantError when the environment doesn't lead to one
 */
export async function connectBy({ pause, expiry }: Host, onWait?: RetryPolicy["onWait"]): Promise<EntraTenant> {
  const { connect } = require("../tenant/live/entra-tenant") as typeof import("../tenant/live/entra-tenant");
  return connect(process.env, { ...RETRY_POLICY, pause, expiry, ...(onWait && { onWait }) });
}

/**
 * Reads the live tenant, and says meanwhile how far it is and at last what was left out.
 * @param failed what is said of it where it can't be read
 * @throws Refused
 */
export async function readLive<Read extends { readonly missing: readonly Advice[] }>(
  host: Host,
  read: (tenant: EntraTenant, say: ReturnType<typeof readingProgress>["say"]) => Promise<Read>,
  failed = "",
): Promise<Read> {
  const { say, waiting, end } = readingProgress("azmfa", host);
  const answer = await answerOf(connectBy(host, waiting).then((tenant) => read(tenant, say))).finally(end);
  if (answer.kind === "failed") throw new Refused(`azmfa: ${failed}${renderAdvice(answer.problem)}`);
  for (const problem of answer.value.missing) host.err(`azmfa: left out, so not known: ${renderAdvice(problem)}\n`);
  return answer.value;
}

/** The tenant that an answer of Graph's describes. @throws Refused with all that is wrong with it */
export function tenantIn(file: JsonObject): Extract<ReadTenant, { ok: true }> {
  const read = readTenant(file, "take");
  if (read.ok) return read;
  throw new Refused(...read.errors.map(({ field, why }) => `azmfa: Graph's answer: ${printable(field)}: ${why}`));
}
