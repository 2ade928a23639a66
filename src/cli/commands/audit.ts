import { AUDIT_FORMATS } from "../audit/format";
import type { Command } from "../command";
import { JUDGING_OPTIONS } from "../judging";
import { REAL_OPTION } from "../real-tenant";
import { SAMPLE_OPTION } from "../samples/tenant-source";

/**
 * `azmfa audit`: the recommendation's steps and what lies beyond them, each with its evidence.
 * @public loaded by the table of commands when it is asked for
 */
export const audit: Command = {
  usage: `[--exclusions FILE] [--on YYYY-MM-DD] [--format ${AUDIT_FORMATS.join("|")}]\n         [--out FILE] [--operator NAME] [--sign-ins FILE]… [--since FILE] [--bundle DIR]\n         [--real] [--sample] [TENANT]\n       azmfa audit --verify DIR`,
  about: `Audits a tenant by CIS Microsoft Azure Foundations Benchmark 5.0.0, recommendation 5.2.6: the
eleven steps and four beyond them, each passed, failed, unknown or not applicable, with its
evidence, the reason and what to do; above them the verdict, beside them what else lets
people in. TENANT is a tenant file, a folder of exported files, or - for standard input;
without it the live tenant is read, as azmfa snapshot does. See docs/audit.md.
`,
  statuses: {
    0: "compliant: proved, and every step passes or does not apply; --verify: all holds",
    1: "somebody gets in, a step fails, or a step is unknown; --verify: something doesn't hold",
    2: "bad input, or the tenant is out of reach",
  },
  options: {
    ...JUDGING_OPTIONS,
    format: { kind: "choice", choices: AUDIT_FORMATS, help: "human is the default" },
    out: {
      kind: "text",
      value: "FILE",
      help: "write the report there, whole or not at all; standard output without it",
    },
    operator: { kind: "text", value: "NAME", help: "who runs the audit, as the report is to say it" },
    "sign-ins": {
      kind: "text",
      value: "FILE",
      many: true,
      help: "a log of sign-ins, as azmfa replay takes it: who really came in without MFA",
    },
    since: {
      kind: "text",
      value: "FILE",
      help: "an earlier JSON report, or a bundle: what failed since, what was mended",
    },
    bundle: { kind: "text", value: "DIR", help: "write the evidence there: tenant, register, each report, manifest" },
    verify: { kind: "text", value: "DIR", help: "check such evidence offline; with nothing else" },
    ...REAL_OPTION,
    ...SAMPLE_OPTION,
  },
  files: { least: 0, most: 1 },
  run: (given, host) => {
    const bundle = given.text("verify");
    return bundle === undefined ? loadAudit().runAudit(given, host) : loadVerifier().verifyBundle(bundle, host);
  },
};

/** The audit is loaded only when there is one to make: a command line can be judged without. */
const loadVerifier = () => require("../audit/verify-bundle") as typeof import("../audit/verify-bundle");
const loadAudit = () => require("../audit/run-audit") as typeof import("../audit/run-audit");
