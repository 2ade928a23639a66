import { Option } from "commander";
import { checkDrift } from "../../drift/check-drift";
import { exitStatus } from "../../drift/drift-report";
import { readStack, startPreview } from "../../drift/engine";
import { driftInJson } from "../../drift/in-json";
import { driftInWords } from "../../drift/in-words";
import { snapshotIn } from "../../drift/since-snapshot";
import type { Command, Given, Host } from "../command";
import { FORMAT_OPTION } from "../judging";
import { connectBy, progressOf, REAL_OPTION } from "../live";
import { insistOnSameTenant, readTenant, sourceAt, tenantIdIn, WHOLE_OPTION } from "../tenant-source";

/** @public `azmfa drift`: what changed in the tenant outside Pulumi. Loaded by the table of commands. */
export const drift: Command = {
  takes: [],
  about: `Shows what was changed in the tenant outside Pulumi, what pulumi up does about
it, and what it means for sign-ins. Changes nothing. See docs/drift.md.`,
  statuses: {
    0: "no drift, or none that --fail-on means",
    1: "drift",
    2: "could not tell, for example after bad input",
  },
  options: [
    new Option("--stack <name>", "the stack to check; the default is the selected one"),
    new Option("--since <TENANT.json>", "an earlier snapshot, to compare everything else with"),
    new Option("--fail-on <drift>", "which drift ends with 1; the default is any").choices(["weakened", "any"]),
    WHOLE_OPTION,
    REAL_OPTION,
    FORMAT_OPTION,
  ],
  run: connectAndCheck,
};

/** The preview takes longest, so the rest is read at the same time. @throws Refused, or a TenantError if nobody can sign in */
async function connectAndCheck(given: Given, host: Host) {
  const [file = "", name] = [given.text("since"), given.text("stack")];
  const snapshot = given.has("since") ? await readTenant(sourceAt(file, given), host) : undefined;
  const since = snapshot && { file, tenant: snapshotIn(file, snapshot) };
  const stackOption = name === undefined ? [] : ["--stack", name];
  const preview = startPreview(stackOption);
  const [stack, tenant] = await Promise.all([readStack(stackOption, host.today), connectBy(host)]);
  if (since !== undefined) insistOnSameTenant(since.file, tenantIdIn(since.tenant), await tenant.tenantId());
  const report = await checkDrift(tenant, { ...stack, preview, since, progress: progressOf(host) });
  const status = exitStatus(report, given.text("fail-on") === "weakened" ? "weakened" : "any");
  return { report: () => driftInWords(report), object: () => driftInJson(report), status };
}
