import type { Command } from "../command";

interface Entry {
  readonly summary: string;
  readonly load: () => Command;
}

/**
 * The commands of `azmfa`. Each is loaded when it is asked for: what one needs (a Graph client, a login library) must not
 * slow the others down.
 */
export const COMMANDS: { readonly [name: string]: Entry } = {
  audit: { summary: "audit a tenant by the benchmark's steps, with evidence", load: () => require("./audit").audit },
  "check-config": {
    summary: "check a configuration of the policy pack before the engine sees it",
    load: () => require("./check-config").checkConfig,
  },
  diff: { summary: "show which sign-ins newly skip MFA after a change", load: () => require("./diff").diff },
  explain: { summary: "explain one sign-in, policy by policy", load: () => require("./explain").explain },
  findings: { summary: "give what policy packs found to code scanning", load: () => require("./findings").findings },
  prove: { summary: "prove that nobody gets in without MFA, or show who does", load: () => require("./prove").prove },
  replay: { summary: "compare the sign-in log with what we say", load: () => require("./replay").replay },
  snapshot: { summary: "write the live tenant down, read-only", load: () => require("./snapshot").snapshot },
  whatif: { summary: "compare Microsoft's What If with what we say", load: () => require("./whatif").whatif },
};
