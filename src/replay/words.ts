import { CONDITIONS, dimensionOf, isConditionReason } from "../law/conditions";
import type { Reason } from "../law/evaluate";
import type { RecordedSignIn } from "../law/model/recorded-sign-in";
import { shellWord } from "../text/printable";
import { named, shortened } from "../text/sentence";
import type { CameInBy } from "./came-in";
import type { CannotCompare, DecisionDifference } from "./compare";
import type { CannotCompareRecord, Replayed } from "./replay";

/** A person's id. A record of someone who isn't in the directory can have a name in its place, which is left out without `withNames`. */
export const idOf = (id: string, { withNames }: Pick<Replayed, "withNames">): string =>
  withNames || !id.includes("@") ? id : "(a name, left out)";

/** Who signed in, with the name if names were asked for. */
export const personIn = ({ who }: RecordedSignIn, replayed: Replayed): string =>
  replayed.withNames && who.name !== undefined
    ? `${shortened(who.name)} (${shortened(who.id)})`
    : shortened(idOf(who.id, replayed));

/** The command that explains our decision about the sign-in, for a shell. */
export function explainCommand({ who, circumstances }: RecordedSignIn, replayed: Replayed): string {
  const { tenantFile, withNames, asOptions } = replayed;
  const options = [["user", idOf(who.id, replayed)] as const, ...asOptions(circumstances, withNames)];
  const written = options.map(([option, text]) => `--${option} ${shellWord(text)}`);
  return ["azmfa explain", shellWord(tenantFile), ...written].join(" ");
}

/** A moment, to the minute: `2026-10-01 08:15 UTC`. */
export const moment = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** `2026-10-01 08:15 UTC`, or `… to …`, with a word before the moment or before the range. */
export const span = (first: number, last: number, on = "", from = ""): string =>
  moment(first) === moment(last) ? `${on}${moment(first)}` : `${from}${moment(first)} to ${moment(last)}`;

const ENTRA: { readonly [Says in DecisionDifference["entra"]]: string } = {
  applied: "Entra applied it",
  notApplied: "Entra didn't apply it",
  off: "Entra says that it was off",
  enforced: "Entra says that it was enforced",
  reportOnly: "Entra says that it was report-only",
  letIn: "Entra applied it and gave a token without MFA",
};

const OURS: { readonly [Says in DecisionDifference["ours"]]: string } = {
  applies: "azmfa says that it applies",
  doesNotApply: "azmfa says that it doesn't apply",
  off: "the tenant file says that it is off",
  enforced: "the tenant file says that it is enforced",
  reportOnly: "the tenant file says that it is report-only",
  stops: "azmfa says that it asks for MFA",
};

/** `Entra applied it; azmfa says that it doesn't apply, because of the network` */
export const differenceInWords = ({ entra, ours, on }: DecisionDifference): string =>
  `${ENTRA[entra]}; ${OURS[ours]}${on === null || on === "state" || on === "grant" ? "" : `, because of ${aboutWhat(on)}`}`;

function aboutWhat(reason: Reason): string {
  if (isConditionReason(reason)) return CONDITIONS[dimensionOf(reason)].words.name;
  return reason === "users" ? "the user" : "the application";
}

const OUR_READING =
  "The policy may have changed since, if the tenant file doesn't say when it last did. Otherwise azmfa reads Entra's rules wrongly here, or the tenant file belongs to another tenant: report it with the output of azmfa explain";

/** What each kind of difference means, and what to do about it. A possible error in azmfa comes first. */
export const KINDS: { readonly [Kind in DecisionDifference["kind"]]: string } = {
  law: OUR_READING,
  policy: "The policy was switched since, or the tenant file belongs to another tenant. Take a new snapshot",
  membership: "Groups or roles may have changed since. Compare with the directory of that day",
};

/** How someone signed in without MFA, with placeholders POLICY and NUMBER, and what to do if nothing explains it. */
export const WAYS: { readonly [Kind in CameInBy["kind"]]: readonly [by: string, todo?: string] } = {
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
export function wayInWords(by: CameInBy): string {
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

/** Why records can't be compared. */
export const CANNOT_RECORD: { readonly [Why in CannotCompareRecord]: string } = {
  notInTenant: "the tenant file doesn't have the user",
  agent: "the account belongs to an agent, not to a person",
  noDecisions:
    "they don't show what Entra decided about a policy, or nothing in it could be compared (to see policies, read the log with Policy.Read.ConditionalAccess and AuditLog.Read.All)",
};
