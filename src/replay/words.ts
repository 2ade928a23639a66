import { CONDITIONS, dimensionOf, isConditionReason } from "../law/conditions";
import type { Reason } from "../law/evaluate";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { PartialSignIn } from "../law/model/dimensions";
import { shellWord } from "../text/printable";
import { named, shortened } from "../text/sentence";
import type { Verdict } from "../verifier/verdict";
import type { CannotCompare, CannotCompareSignIn, ComparedDecisions, Disagreement, PolicyOutcome } from "./comparison";
import type { ReasonWithoutMfa, Replay } from "./replay";

/** What a report may show about sign-ins. */
export interface ReportOptions {
  readonly tenantFile: string;
  /** Whether people are named, not only listed by id. */
  readonly withNames: boolean;
  /** The options of `azmfa explain` for what is known about a sign-in. */
  readonly asOptions: (signIn: PartialSignIn) => readonly (readonly [string, string])[];
}

/** The replay of logs, with everything that its reports say. */
export interface Replayed extends ReportOptions {
  /** The logs by their names; `live` is the tenant's own log. */
  readonly logs: readonly string[];
  readonly verdict: Verdict;
  readonly replay: Replay;
  readonly elapsedMs: number;
}

/** A person's id. A record of someone who isn't in the directory can have a name in its place, which is left out without `withNames`. */
export const idOf = (id: string, { withNames }: ReportOptions): string =>
  withNames || !id.includes("@") ? id : "(a name, left out)";

/** Who signed in, with the name if names were asked for. */
export const personIn = ({ who: { id, name } }: DecidedSignIn, showing: ReportOptions): string =>
  showing.withNames && name !== undefined ? `${shortened(name)} (${shortened(id)})` : shortened(idOf(id, showing));

/** The command that explains azmfa's decision about the sign-in, for a shell. */
export function explainCommand({ who, circumstances }: DecidedSignIn, showing: ReportOptions): string {
  const { tenantFile, asOptions } = showing;
  const options = [["user", idOf(who.id, showing)] as const, ...asOptions(circumstances)];
  const written = options.map(([option, text]) => `--${option} ${shellWord(text)}`);
  return ["azmfa explain", shellWord(tenantFile), ...written].join(" ");
}

const SAYS: { readonly [Word in PolicyOutcome]: string } = {
  applies: "it applies",
  doesNotApply: "it doesn't apply",
  stops: "it applies and stops sign-ins without MFA",
  letsThrough: "it applies and lets sign-ins through without MFA",
  absent: "it doesn't exist",
  off: "it is off",
  enforced: "it is enforced",
  reportOnly: "it is report-only",
  notUnderstood: "it has a state that azmfa doesn't understand",
};

/** `"A": Entra says that it applies; azmfa says that it doesn't apply, because of the network` */
export function differenceInWords(difference: Disagreement, source: ComparedDecisions["source"]): string {
  const { displayName, theirs, ours, on, reasons } = difference;
  const they = source === "log" ? "Entra" : "the evaluation";
  const we = on === "state" ? "the tenant file" : "azmfa";
  const about = on === null || on === "state" || on === "grant" ? "" : `, because of ${aboutWhat(on)}`;
  const why = reasons === "" || reasons === "notSet" ? "" : ` (${shortened(reasons)})`;
  return `${named(displayName)}: ${they} says that ${SAYS[theirs]}${why}; ${we} says that ${SAYS[ours]}${about}`;
}

function aboutWhat(reason: Reason): string {
  if (isConditionReason(reason)) return CONDITIONS[dimensionOf(reason)].words.name;
  return reason === "users" ? "the user" : "the application";
}

const OUR_READING =
  "The policy may have changed since, if the tenant file doesn't say when it last did. Otherwise azmfa reads Entra's rules wrongly here, or the tenant file belongs to another tenant: report it with the output of azmfa explain";

/** What each kind of difference means, and what to do about it. A possible error in azmfa comes first. */
export const KINDS: { readonly [Kind in Disagreement["kind"]]: string } = {
  law: OUR_READING,
  policy: "The policy was changed since, or the tenant file belongs to another tenant. Take a new snapshot",
  membership: "Groups or roles may have changed since. Compare with the directory of that day",
  knownDefect: "What If is known not to find groups, roles or excluded groups. The sign-in log is better evidence",
};

/** How someone signed in without MFA, with placeholders POLICY and NUMBER, and what to do if nothing explains it. */
export const WAYS: { readonly [Kind in ReasonWithoutMfa["kind"]]: readonly [by: string, todo?: string] } = {
  declared: ["declared in the register"],
  wayIn: ["way in NUMBER of azmfa prove"],
  closedSince: ["POLICY stops it now. The policy, groups or roles have changed since"],
  againstTheLaw: [
    "although POLICY should stop it",
    `${OUR_READING}. If the record doesn't show Entra's decision, export the log with Policy.Read.ConditionalAccess`,
  ],
  notNamed: [
    "no way in that azmfa prove shows",
    "The verdict shows at most twenty ways in, and the record may not say enough to tell which one this was. Check what each policy does with the sign-in",
  ],
  notInTenant: [
    "the tenant file doesn't have this user",
    "The user was deleted since, or the tenant file is incomplete or belongs to another tenant. Take a new snapshot",
  ],
};

/** How someone signed in without MFA. */
export function wayInWords(by: ReasonWithoutMfa): string {
  const [words] = WAYS[by.kind];
  if (by.kind === "wayIn") return words.replace("NUMBER", String(by.number));
  return "displayName" in by ? words.replace("POLICY", () => named(by.displayName)) : words;
}

/** Why decisions can't be compared. */
export function cannotInWords(why: CannotCompare): string {
  if (why === "notTold") return "the record doesn't say what Entra decided";
  if (why === "users") return "whether it covers the user depends on groups or roles, or on the type of guest";
  if (why === "applications") return "whether it covers the API depends on a filter by application attributes";
  if (!isConditionReason(why)) return "it has content that azmfa doesn't understand";
  return `it depends on ${aboutWhat(why)}, and the record doesn't say enough about it`;
}

/** Why sign-ins can't be compared. */
export const CANNOT_COMPARE: { readonly [Why in CannotCompareSignIn]: string } = {
  notInTenant: "the tenant file doesn't have the user",
  agent: "the account belongs to an agent, not to a person",
  noDecisions:
    "no decision about a policy could be compared (if a log shows no decisions, read it with Policy.Read.ConditionalAccess and AuditLog.Read.All)",
  who: "no request to What If can name the person, or their home tenant isn't known",
  how: "no request to What If can name an unknown platform, hidden trust, a country by GPS or an address without a country",
  failed: "Graph refused the question to What If, or its answer isn't one",
};
