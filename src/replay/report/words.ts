import { CONDITIONS } from "../../law/conditions";
import type { Policy } from "../../law/model/policy";
import { named } from "../../text/sentence";
import type { CameInBy } from "../came-in";
import { type CannotCompare, type Difference, dimensionOn } from "../compare";
import type { CannotCompareRecord } from "../replay";

/** A moment, to the minute: `2026-10-01 08:15 UTC`. */
export const moment = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** `2026-10-01 08:15 UTC`, or `… to …`; a word may go before each of these. */
export const span = (first: number, last: number, on = "", from = ""): string =>
  moment(first) === moment(last) ? `${on}${moment(first)}` : `${from}${moment(first)} to ${moment(last)}`;

/** What Entra did with the policy. */
const ENTRA: { readonly [Says in Difference["entra"]]: string } = {
  applied: "Entra applied it",
  notApplied: "Entra didn't apply it",
  off: "Entra says that it was off",
  enforced: "Entra says that it was enforced",
  reportOnly: "Entra says that it was report-only",
  letIn: "Entra applied it and gave a token without MFA",
};

const OURS: { readonly [Says in Difference["ours"]]: string } = {
  applies: "azmfa says that it applies",
  doesNotApply: "azmfa says that it doesn't apply",
  off: "the tenant file says that it is off",
  enforced: "the tenant file says that it is enforced",
  reportOnly: "the tenant file says that it is report-only",
  stops: "azmfa says that it asks for MFA",
};

/** `Entra applied it; azmfa says that it doesn't apply, for the network` */
export const differenceInWords = ({ entra, ours, on }: Pick<Difference, "entra" | "ours" | "on">): string =>
  `${ENTRA[entra]}; ${OURS[ours]}${aboutWhat(on)}`;

function aboutWhat(on: Difference["on"]): string {
  const dimension = dimensionOn(on);
  if (dimension !== undefined) return `, for ${CONDITIONS[dimension].telling.name}`;
  if (on === "users") return ", for whom it is about";
  return on === "applications" ? ", for the application" : "";
}

const OUR_READING =
  "A finding about this program's reading of Entra, or the tenant file isn't this tenant's: please report it with what azmfa explain says";

/** What a kind of difference means, and what to do about it. */
export const KINDS: { readonly [Kind in Difference["kind"]]: string } = {
  law: OUR_READING,
  membership: "Who is in a group or holds a role may have changed since: compare with the directory of that day",
  policy: "The policy was switched since, or the tenant file isn't this tenant's: take a new snapshot",
};

/** In place of a finding about us, where the tenant file doesn't date the policy. */
const UNDATED =
  "The tenant file doesn't say when the policy was last changed. If that was after the sign-in, nothing is amiss; if not, it is a finding about this program's reading of Entra: please report it with what azmfa explain says";

/** What a difference means, and what to do about it. */
export const meansOf = ({ kind, policy }: Pick<Difference, "kind" | "policy">): string =>
  kind === "law" && policy.changed === undefined ? UNDATED : KINDS[kind];

/** By which way somebody came in, for each kind, and what to do about it where nothing explains it. */
const WAYS: { readonly [Kind in CameInBy["kind"]]: readonly [says: (policy: string) => string, means?: string] } = {
  declared: [() => "declared in the register"],
  wayIn: [() => "way in of azmfa prove"],
  closedSince: [(policy) => `closed since by ${policy}`],
  membershipSince: [(policy) => `${policy} stops it now, and groups or roles have changed since`],
  switchedSince: [(policy) => `${policy} stops it now, and was off or report-only then`],
  notNamed: [
    () => "no way in that azmfa prove shows",
    "The verdict shows twenty ways in at most, and the record may not tell enough to say which one this was: see what each policy makes of it",
  ],
  againstTheLaw: [(policy) => `although ${policy} stops it by our reading`, OUR_READING],
  decisionNotTold: [
    (policy) => `although ${policy} stops it by our reading, and the record doesn't say what Entra made of it`,
    "The policy may have been made or switched since, or whoever exported the log may not read policies: take a new snapshot, and export with Policy.Read.ConditionalAccess",
  ],
  notInTenant: [
    () => "the tenant file doesn't have this person",
    "The person was deleted since, or the tenant file isn't this tenant's or not whole: take a new snapshot",
  ],
};

/** By which way somebody came in. */
export function wayInWords(by: CameInBy, policies: readonly Policy[]): string {
  if (by.kind === "wayIn") return `way in ${by.number} of azmfa prove`;
  const [says] = WAYS[by.kind];
  return says("policy" in by ? named(policyOf(by, policies)?.displayName ?? by.policy) : "");
}

/** What to do about a sign-in that nothing explains; nothing of one that is. */
export const unexplainedMeans = (by: CameInBy, policies: readonly Policy[]): string | undefined =>
  by.kind === "againstTheLaw" && policyOf(by, policies)?.changed === undefined ? UNDATED : WAYS[by.kind][1];

const policyOf = (by: { readonly policy: string }, policies: readonly Policy[]): Policy | undefined =>
  policies.find(({ id }) => id === by.policy);

const CANNOT: { readonly [Why in Exclude<CannotCompare, keyof typeof CONDITIONS>]: string } = {
  who: "whether it is about the person depends on who is in a group or holds a role, or on their sort of guest",
  application: "whether it is about the API depends on a filter by attributes of applications",
  content: "it has content that isn't understood",
  notListed: "the record doesn't list it",
  notTold: "the record doesn't say what became of it",
};

/** Why decisions can't be compared. */
export const cannotInWords = (why: CannotCompare): string =>
  why in CANNOT
    ? CANNOT[why as keyof typeof CANNOT]
    : `it depends on ${CONDITIONS[why as keyof typeof CONDITIONS].telling.name}, of which the record doesn't tell enough`;

/** Why records can't be compared. */
export const CANNOT_RECORD: { readonly [Why in CannotCompareRecord]: string } = {
  notInTenant: "the person isn't among the users of the tenant file",
  agent: "the account is an agent's, which is nobody human",
  noDecisions:
    "they don't say what became of policies (whoever reads the log needs Policy.Read.ConditionalAccess and AuditLog.Read.All)",
  nothingTold: "no decision in them could be compared",
};
