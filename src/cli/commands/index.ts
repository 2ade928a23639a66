import type { Command } from "../command";

type Entry = { readonly summary: string; readonly load: () => Command };

/** The commands of `azmfa`. Each is loaded when it is needed, so that the libraries of one don't slow the others down. */
export const COMMANDS: { readonly [name: string]: Entry } = {
  audit: { summary: "audit a tenant by the benchmark's steps, with evidence", load: () => require("./audit").audit },
  "check-config": {
    summary: "check a configuration of the policy pack before the engine reads it",
    load: () => require("./check-config").checkConfig,
  },
  diff: { summary: "show which sign-ins newly skip MFA after a change", load: () => require("./diff").diff },
  explain: { summary: "explain one sign-in, policy by policy", load: () => require("./explain").explain },
  findings: { summary: "give policy findings to code scanning", load: () => require("./findings").findings },
  prove: { summary: "prove that nobody gets in without MFA, or show who does", load: () => require("./prove").prove },
  replay: { summary: "compare the sign-in log with azmfa's answers", load: () => require("./replay").replay },
  snapshot: { summary: "write the live tenant to a file, read-only", load: () => require("./snapshot").snapshot },
  whatif: { summary: "compare Microsoft's What If with azmfa's answers", load: () => require("./whatif").whatif },
};
