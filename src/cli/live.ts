import { Option } from "commander";
import type { JsonObject } from "../law/json/json-object";
import type { Advice } from "../law/model/finding";
import { readEvidence, readTenant } from "../tenant/graph/tenant";
import type { EntraTenant } from "../tenant/live/entra-tenant";
import { printable } from "../text/printable";
import { Refused } from "../text/refused";
import { renderAdvice } from "../words/finding";
import type { Host } from "./command";
import type { TenantFile } from "./tenant-source";

/**
 * For every command that reads a live tenant. It asks the tenant of the environment or of `az login` in any case. The option keeps
 * `npm run azmfa` from choosing a local tenant to try it on.
 */
export const REAL_OPTION = new Option("--real", "use the tenant that az login is signed in to");

/**
 * Connects to the tenant of the environment, with the host's clock. The login library is loaded only here, because loading it takes
 * longer than everything else.
 * @throws TenantError if the environment doesn't name a tenant
 */
export async function connectBy({ pause, err }: Host): Promise<EntraTenant> {
  const { connect } = require("../tenant/live/entra-tenant") as typeof import("../tenant/live/entra-tenant");
  const onWait = (milliseconds: number, { message }: Advice) =>
    err(`azmfa: ${message}; asking again in ${Math.ceil(milliseconds / 1_000)} s …\n`);
  return connect(process.env, { pause, onWait });
}

/** Reads the live tenant, prints its progress, and then what was left out. @throws TenantError if it can't be read */
export async function readLive<Read extends { readonly missing: readonly Advice[] }>(
  host: Host,
  read: (tenant: EntraTenant, say: ReturnType<typeof progressOf>) => Promise<Read>,
): Promise<Read> {
  const answer = await read(await connectBy(host), progressOf(host));
  for (const problem of answer.missing) host.err(`azmfa: not read: ${renderAdvice(problem)}\n`);
  return answer;
}

/** The tenant in an answer of Graph. @throws Refused with everything that is wrong with it */
export function tenantIn(file: JsonObject): TenantFile {
  const read = readTenant(file, "take");
  if (read.ok) return { ...read, file, evidence: () => readEvidence(file) };
  throw new Refused(...read.errors.map(({ field, why }) => `azmfa: Graph's answer: ${printable(field)}: ${why}`));
}

/** Prints what is being done, such as `azmfa: the users: 3,996 so far …`: after two seconds, and then at most every ten seconds. */
export function progressOf({ err, now }: Pick<Host, "err" | "now">) {
  let due = now() + 2_000; // milliseconds: shorter waits need no message
  return (what: string, count?: number): void => {
    if (now() < due) return;
    due = now() + 10_000;
    err(`azmfa: ${what}${count === undefined ? "" : `: ${count.toLocaleString("en-US")} so far`} …\n`);
  };
}
