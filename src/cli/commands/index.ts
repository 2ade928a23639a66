import type { Command } from "../command";

/**
 * The commands of `azmfa`. Each is loaded when it is asked for: what one needs (a Graph client, a login library) must not
 * slow the others down.
 */
export const COMMANDS: {
  readonly [name: string]: { readonly summary: string; readonly load: () => Command };
} = {
  audit: {
    summary: "audit a tenant by the benchmark's steps and beyond, with evidence, in seven formats",
    load: () => (require("./audit") as typeof import("./audit")).audit,
  },
  "check-config": {
    summary: "check a configuration of the policy pack before the engine sees it",
    load: () => (require("./check-config") as typeof import("./check-config")).checkConfig,
  },
  diff: {
    summary: "show which sign-ins newly skip MFA after a change, and which no longer do",
    load: () => (require("./diff") as typeof import("./diff")).diff,
  },
  explain: {
    summary: "explain one sign-in, policy by policy",
    load: () => (require("./explain") as typeof import("./explain")).explain,
  },
  findings: {
    summary: "give what policy packs found in a run of the engine to code scanning, as SARIF",
    load: () => (require("./findings") as typeof import("./findings")).findings,
  },
  prove: {
    summary: "prove that no sign-in reaches Azure management without MFA, or show one that does",
    load: () => (require("./prove") as typeof import("./prove")).prove,
  },
  replay: {
    summary: "compare what Entra decided in the sign-in log with what we say, and show who came in without MFA",
    load: () => (require("./replay") as typeof import("./replay")).replay,
  },
  snapshot: {
    summary: "write the live tenant down as a tenant file, read-only",
    load: () => (require("./snapshot") as typeof import("./snapshot")).snapshot,
  },
  whatif: {
    summary: "compare Microsoft's evaluation (What If) with ours, for each way in and a covering sample",
    load: () => (require("./whatif") as typeof import("./whatif")).whatif,
  },
};
