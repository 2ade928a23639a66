import { changeReport, type JudgedComparison } from "../../report/change";
import { changeObject } from "../../report/verdict-in-json";
import { compare } from "../../verifier/compare";
import { declaredNewlyIn } from "../../verifier/exempt-people";
import { judgeRegister } from "../../verifier/exemptions";
import type { Command } from "../command";
import { JUDGING_OPTIONS, judgingOf } from "../judging";
import { insistOnSameTenant, readTenant, sourceAt, tenantIdIn, WHOLE_OPTION } from "../tenant-source";

/** @public `azmfa diff`: what a change does to sign-ins without MFA. Loaded by the table of commands. */
export const diff: Command = {
  takes: ["<BEFORE>", "<AFTER>"],
  about: `Compares two tenants: which sign-ins newly reach Azure management without MFA,
and which no longer do. See docs/verdicts.md.`,
  statuses: { 0: "no sign-in newly skips MFA", 1: "a sign-in newly skips MFA, or may" },
  options: [...JUDGING_OPTIONS, WHOLE_OPTION],
  async run(given, host) {
    const [from, to] = [sourceAt(given.files[0] ?? "", given), sourceAt(given.files[1] ?? "", given)];
    const { register, otherDay } = judgingOf(given, host);
    const [before, after] = [await readTenant(from, host), await readTenant(to, host)];
    insistOnSameTenant(from.name, tenantIdIn(before.file), tenantIdIn(after.file));
    const started = host.now();
    const comparison = compare(before.tenant, after.tenant, register?.exemptions);
    const judged: JudgedComparison = {
      before: { ...before, file: from.name },
      after: { ...after, file: to.name },
      comparison,
      declared: declaredNewlyIn(before.tenant, after.tenant, register?.exemptions ?? []),
      register: register && judgeRegister(register, after.tenant),
      elapsedMs: host.now() - started,
    };
    const status = comparison.opened.length > 0 || comparison.kind === "unknown" ? 1 : 0;
    return { report: () => changeReport(judged, otherDay), object: () => changeObject(judged), status };
  },
};
