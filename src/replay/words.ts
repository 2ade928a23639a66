import { clauseInWords, type Disagreement } from "./comparison";
import type { ReasonWithoutMfa } from "./replay";

const OUR_READING =
  "azmfa reads Entra's rules wrongly here, or the tenant file belongs to another tenant or day: report it with the output of azmfa explain";

/** What each kind of difference means, and what to do about it. A possible error in azmfa comes first. */
export const KINDS: { readonly [Kind in Disagreement["kind"]]: string } = {
  law: `The policy may have changed since, if the tenant file doesn't say when it last did. Otherwise ${OUR_READING}`,
  policy: "The policy was changed since, or the tenant file belongs to another tenant. Take a new snapshot",
  membership: "Groups or roles may have changed since. Compare with the directory of that day",
};

/** What to do about a sign-in without MFA that nothing explains. */
export const UNEXPLAINED = `Take a new snapshot, and export the log with Policy.Read.ConditionalAccess. If that doesn't explain it, ${OUR_READING}`;

/** How someone signed in without MFA. */
export const WAYS: { readonly [Kind in ReasonWithoutMfa["kind"]]: string } = {
  declared: "declared in the register",
  wayIn: "azmfa prove says that they can",
  closedSince: "a policy stops it now, because the policy, groups or roles have changed since",
  againstTheLaw: "unexplained: a policy should stop it",
  notNamed: "unexplained: no policy stops it as far as the record tells, but azmfa prove says that they can't",
  notInTenant: "unexplained: the tenant file doesn't have this user",
};

/** Why records, sign-ins or decisions about a policy aren't compared. */
export const notComparedInWords = (why: string): string =>
  NOT_COMPARED[why] ?? `it depends on ${clauseInWords(why)}, and the record or the tenant file doesn't say enough`;

const NOT_COMPARED: { readonly [why: string]: string } = {
  newer: "it, or a location or strength in it, changed after the sign-in",
  gone: "the tenant file doesn't have it",
  notTold: "the record doesn't say what Entra decided",
  unsupported: "it has content that azmfa doesn't understand",
  notInTenant: "the tenant file doesn't have the user",
  agent: "the account belongs to an agent, not to a person",
  noDecisions:
    "no decision about a policy could be compared (if a log shows no decisions, read it with Policy.Read.ConditionalAccess and AuditLog.Read.All)",
  notAsked: "no request to What If can name the person, their home tenant, the platform or the place",
  failed: "Graph refused the question to What If, or its answer isn't one",
  resource: "to another resource",
  firstFactor: "ended with a wrong password or a locked account",
  service: "by a service, or by Microsoft's support",
  repeated: "described by another record too",
};
