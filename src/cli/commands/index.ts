import type { Commands } from "../run";

/** The commands of `azmfa` that need no more than a tenant. Those about the policy pack are in `azmfa/commands.ts`. */
export const TENANT_COMMANDS: Commands = {
  audit: { summary: "audit a tenant by the benchmark's steps, with evidence", load: () => require("./audit").audit },
  diff: { summary: "show which sign-ins newly skip MFA after a change", load: () => require("./diff").diff },
  drift: { summary: "show what changed outside Pulumi, and what it means", load: () => require("./drift").drift },
  explain: { summary: "explain one sign-in, policy by policy", load: () => require("./explain").explain },
  prove: { summary: "prove that nobody gets in without MFA, or show who does", load: () => require("./prove").prove },
  replay: { summary: "compare the sign-in log with azmfa's answers", load: () => require("./replay").replay },
  snapshot: { summary: "write the live tenant to a file, read-only", load: () => require("./snapshot").snapshot },
  whatif: { summary: "compare Microsoft's What If with azmfa's answers", load: () => require("./whatif").whatif },
};
