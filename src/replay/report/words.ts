import { CONDITIONS } from "../../law/conditions";
import type { Policy } from "../../law/model/policy";
import { named } from "../../text/sentence";
import type { CameInBy, Unexplained } from "../came-in";
import { type CannotCompare, type Difference, dimensionOn } from "../compare";
import type { CannotCompareRecord } from "../replay";

/** A moment, to the minute: `2026-10-01 08:15 UTC`. */
export const moment = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** `2026-10-01 08:15 UTC`, or `… to …`; a word may go before each of these. */
export const span = (first: number, last: number, on = "", from = ""): string =>
  moment(first) === moment(last) ? `${on}${moment(first)}` : `${from}${moment(first)} to ${moment(last)}`;

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

/** `Entra applied it; azmfa says that it doesn't apply, because of the network` */
export const differenceInWords = ({ entra, ours, on }: Pick<Difference, "entra" | "ours" | "on">): string =>
  `${ENTRA[entra]}; ${OURS[ours]}${aboutWhat(on)}`;

function aboutWhat(on: Difference["on"]): string {
  const dimension = dimensionOn(on);
  if (dimension !== undefined) return `, because of ${CONDITIONS[dimension].asOptions.name}`;
  if (on === "users") return ", because of the user";
  return on === "applications" ? ", because of the application" : "";
}

const OUR_READING =
  "azmfa reads Entra's rules wrongly here, or the tenant file belongs to another tenant. Report it with the output of azmfa explain";

/** What a kind of difference means, and what to do about it. */
export const KINDS: { readonly [Kind in Difference["kind"]]: string } = {
  law: OUR_READING,
  membership: "Groups or roles may have changed since. Compare with the directory of that day",
  policy: "The policy was switched since, or the tenant file belongs to another tenant. Take a new snapshot",
};

/** In place of a finding about us, where the tenant file doesn't date the policy. */
const UNDATED =
  "The tenant file doesn't say when the policy was last changed. If it changed after the sign-in, nothing is wrong. If not, azmfa reads Entra's rules wrongly: report it with the output of azmfa explain";

/** What a difference means, and what to do about it. */
export const meansOf = ({ kind, policy }: Pick<Difference, "kind" | "policy">): string =>
  kind === "law" && policy.changed === undefined ? UNDATED : KINDS[kind];

type Says = (policy: string) => string;

/** By which way somebody came in, for each kind, and what to do about it where nothing explains it. */
export const WAYS: {
  readonly [Kind in CameInBy["kind"]]: readonly [Says, ...(Kind extends Unexplained ? [string] : [])];
} = {
  declared: [() => "declared in the register"],
  wayIn: [() => "way in of azmfa prove"],
  closedSince: [(policy) => `closed since by ${policy}`],
  membershipSince: [(policy) => `${policy} stops it now. Groups or roles have changed since`],
  switchedSince: [(policy) => `${policy} stops it now. It was off or report-only then`],
  notNamed: [
    () => "no way in that azmfa prove shows",
    "The verdict shows at most twenty ways in, and the record may not say enough to tell which one this was. Check what each policy does with the sign-in",
  ],
  againstTheLaw: [(policy) => `although ${policy} should stop it`, OUR_READING],
  decisionNotTold: [
    (policy) => `although ${policy} should stop it. The record doesn't say what Entra decided`,
    "The policy may have been created or switched since, or the account that exported the log can't read policies. Take a new snapshot, and export with Policy.Read.ConditionalAccess",
  ],
  notInTenant: [
    () => "the tenant file doesn't have this user",
    "The user was deleted since, or the tenant file is incomplete or belongs to another tenant. Take a new snapshot",
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
  who: "whether it covers the user depends on groups or roles, or on the type of guest",
  application: "whether it covers the API depends on a filter by application attributes",
  content: "it has content that azmfa doesn't understand",
  notListed: "the record doesn't list it",
  notTold: "the record doesn't say what Entra decided",
};

/** Why decisions can't be compared. */
export const cannotInWords = (why: CannotCompare): string =>
  why in CANNOT
    ? CANNOT[why as keyof typeof CANNOT]
    : `it depends on ${CONDITIONS[why as keyof typeof CONDITIONS].asOptions.name}, and the record doesn't say enough about it`;

/** Why records can't be compared. */
export const CANNOT_RECORD: { readonly [Why in CannotCompareRecord]: string } = {
  notInTenant: "the tenant file doesn't have the user",
  agent: "the account belongs to an agent, not to a person",
  noDecisions:
    "they don't show what Entra decided about policies (to see it, read the log with Policy.Read.ConditionalAccess and AuditLog.Read.All)",
  nothingTold: "no decision in them could be compared",
};
