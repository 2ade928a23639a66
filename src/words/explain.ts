import { CONDITIONS } from "../law/conditions";
import type { OtherReason } from "../law/evaluate";
import { isBlock, stopsWithoutMfa, strengthForcesMfa } from "../law/grant";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import { AZURE_MANAGEMENT } from "../law/model/ids";
import type { Control, Grant, Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import { counted, listing } from "../text/sentence";
import { notUnderstoodIn } from "../verifier/not-understood";
import { REPORT_ONLY } from "./policies";
import { formatterOf } from "./sign-in";
import { type Explanation, explainUsers, type Gap } from "./users";

/** For each reason that isn't a condition: why a policy lets a sign-in through, and what would close the gap. */
export const EXPLAIN: Record<OtherReason, (gap: Gap) => Explanation> = {
  state: ({ policy: { enforcement } }) => ({
    why: `is ${enforcement.kind === "reportOnly" ? REPORT_ONLY : "off"}`,
    fix: "turn it on",
  }),
  grant: explainGrant,
  users: explainUsers,
  applications: explainApplications,
  clientApplications: () => ({
    why: "applies to workload identities, not to people",
    fix: "create a policy for people",
  }),
  unsupported: ({ policy }) => ({
    why: `has content that isn't understood: ${listing([...new Set(notUnderstoodIn(policy).map(({ field }) => field))], "and") || "a named location"}`,
    fix: "replace it with conditions that azmfa supports, or remove it",
  }),
};

/** Which sign-ins a condition covers or excludes, and how to widen it: `covers only client type browser`. */
export const explainCondition = <D extends Dimension>(
  dimension: D,
  { conditions }: Policy,
  missedBy: Circumstances,
  tenant: Tenant,
): Explanation => {
  const { why, fix } = CONDITIONS[dimension].words;
  return { why: why(conditions[dimension], missedBy[dimension], formatterOf(tenant)), fix };
};

/** The groups of resources that a policy names and that don't contain Azure management, such as `Office365`. */
export function groupsOfResources(
  { written }: Pick<Policy, "written">,
  list: "includeApplications" | "excludeApplications",
): readonly string[] {
  const named: unknown = JSON.parse(written.in(`conditions.applications.${list}`));
  const words = Array.isArray(named) ? named.filter((one): one is string => typeof one === "string") : [];
  return words.filter((word) => /^Office365$/i.test(word));
}

const API = `the Windows Azure Service Management API (${AZURE_MANAGEMENT})`;

/** Why a policy doesn't target Azure management. */
export function explainApplications({ policy }: Pick<Gap, "policy">): Explanation {
  const { include, exclude, filter, otherTarget } = policy.applications;
  if (otherTarget)
    return {
      why: "targets user actions or authentication contexts, not resources",
      fix: `target ${API} instead`,
    };
  if (exclude.all || exclude.ids.has(AZURE_MANAGEMENT))
    return { why: "excludes Azure management", fix: `remove ${API} from its excluded resources` };
  if (filter === "exclude")
    return { why: "excludes resources by a filter, which may match Azure management", fix: "remove the filter" };
  if (exclude.notUnderstood.length > 0 && (include.all || include.ids.has(AZURE_MANAGEMENT)))
    return {
      why: `excludes resources in a way that isn't understood (${listing(
        exclude.notUnderstood.map(({ why }) => why),
        "and",
      )})`,
      fix: "name the excluded resources by their application ids",
    };
  const covers = present([
    ...groupsOfResources(policy, "includeApplications"),
    include.adminPortals && "the admin portals, which are another resource",
    include.ids.size > 0 && counted(include.ids.size, "other resource"),
    filter === "include" && "resources by a filter, which may not match it",
  ]);
  return {
    why: `doesn't target Azure management: it targets ${covers.length === 0 ? "no resource" : covers.join(" and ")}`,
    fix: `add ${API} to its resources`,
  };
}

/** What a grant accepts instead of MFA. */
export function explainGrant({ policy: { grant } }: Pick<Gap, "policy">): Explanation {
  if (grant.kind === "sessionOnly") return { why: "only sets session controls, which require nothing", fix: ADD_MFA };
  const { controls, operator } = grant;
  if (controls.length === 0) return { why: "requires nothing", fix: ADD_MFA };
  const all = listing(controls.map(controlInWords), "and");
  if (operator.kind === "notUnderstood")
    return { why: `combines ${all} with an operator that isn't understood`, fix: ONLY_MFA };
  const weak = controls.filter((control) => !forcesMfa(control));
  // Content that isn't understood may mean that the grant accepts less.
  if (weak.length === 0) return { why: `requires ${describeAsked(grant)}`, fix: ONLY_MFA };
  if (weak.length < controls.length)
    return { why: `accepts ${listing(weak.map(controlInWords), "or")} instead of MFA`, fix: ONLY_MFA };
  const isNotKnown = weak.some((control) => control.kind === "strength" && control.strength.kind === "notKnown");
  const why = `requires ${all}, which ${isNotKnown ? "can't be credited as MFA" : "isn't MFA"}`;
  return { why, fix: weak.some(({ kind }) => kind === "strength") ? USE_MFA : ADD_MFA };
}

const ADD_MFA = "require multifactor authentication in its grant";
const USE_MFA = "use the built-in multifactor authentication strength";
const ONLY_MFA = "leave only the MFA control in its grant";

const forcesMfa = (control: Control): boolean =>
  stopsWithoutMfa({ kind: "controls", operator: { kind: "all" }, controls: [control] }) !== "no";

/** What a policy does to a sign-in that it applies to: `requires MFA or a compliant device`, `would block the sign-in`. */
export function demandInWords(grant: Grant, isInForce = true): string {
  if (isBlock(grant)) return isInForce ? "blocks the sign-in" : "would block the sign-in";
  return `${isInForce ? "requires" : "would require"} ${describeAsked(grant)}`;
}

/** What a grant asks for: `MFA`, `MFA or a compliant device`, `a block`. */
export function describeAsked(grant: Grant): string {
  if (grant.kind === "sessionOnly" || grant.controls.length === 0) return "nothing but session controls";
  return listing(grant.controls.map(controlInWords), grant.operator.kind === "any" ? "or" : "and");
}

/** One grant control in a word or two. */
export function controlInWords(control: Control): string {
  if (control.kind === "notMfa") return nameOfShown(control.name);
  if (control.kind !== "strength") return CONTROLS[control.kind];
  return STRENGTHS[control.strength.kind === "notKnown" ? "notKnown" : strengthForcesMfa(control.strength)];
}

const CONTROLS = { mfa: "MFA", block: "a block", notUnderstood: "a control that isn't understood" } as const;

/** What a sign-in shows in addition to a password, by Graph's names of the controls that ask for it. */
const SHOWN: { readonly [name: string]: string } = {
  compliantDevice: "a compliant device",
  domainJoinedDevice: "a hybrid joined device",
  approvedApplication: "an approved client app",
  compliantApplication: "an app with an app protection policy",
  termsOfUse: "agreement to the terms of use",
  customAuthenticationFactor: "a custom control",
  passwordChange: "a password change",
  riskRemediation: "risk remediation",
};

/** The same in words. Graph's name of a first factor or of a custom control stays. */
export const nameOfShown = (name: string): string => SHOWN[name] ?? quoted(name);

const STRENGTHS = {
  yes: "an authentication strength that is MFA",
  no: "an authentication strength that a single factor satisfies",
  unclear: "an authentication strength that isn't understood",
  notKnown: "an authentication strength whose methods aren't known",
} as const;
