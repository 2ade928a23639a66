import { namesApi } from "../law/applications";
import { CONDITIONS, NOT_CONFIGURED, whyNotMet } from "../law/conditions";
import type { OtherReason } from "../law/evaluate";
import { isBlock, stopsWithoutMfa, strengthForcesMfa } from "../law/grant";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import { AZURE_MANAGEMENT } from "../law/model/ids";
import { COMPLIANT, type Control, type Grant, type Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import { quoted } from "../text/printable";
import { listing } from "../text/sentence";
import { notUnderstoodIn } from "../verifier/not-understood";
import { STATES } from "./policies";
import { formatterOf } from "./sign-in";

/** Why a policy lets a sign-in through, to go after its name, and what to change so that it doesn't. */
export interface Explanation {
  readonly why: string;
  readonly fix: string;
  /** The policy after this change, to try it. */
  readonly mended?: Policy;
}

const API = `the Windows Azure Service Management API (${AZURE_MANAGEMENT})`;

/** Why a policy lets a sign-in through, for each reason that isn't a condition, nor who signs in. */
export const EXPLAIN: Record<Exclude<OtherReason, "users">, (policy: Policy) => Explanation> = {
  state: (policy) => ({
    why: `is ${STATES[policy.enforcement.kind]}${policy.enforcement.kind === "reportOnly" ? ": it logs and stops nobody" : ""}`,
    fix: "turn it on",
    mended: { ...policy, enforcement: COMPLIANT.enforcement },
  }),
  grant({ grant, ...policy }) {
    const fix = "require multifactor authentication, and nothing else, in its grant";
    if (grant.kind === "sessionOnly") return { why: demandInWords(grant), fix };
    const controls = grant.controls.filter(
      (control) => stopsWithoutMfa({ kind: "controls", operator: { kind: "all" }, controls: [control] }) === "no",
    );
    const why =
      controls.length === 0 ? demandInWords(grant) : `accepts ${describeAsked({ ...grant, controls })} instead of MFA`;
    return { why, fix, mended: { ...policy, grant: COMPLIANT.grant } };
  },
  applications(policy) {
    const { include, exclude } = policy.applications;
    const mended = { ...policy, applications: COMPLIANT.applications };
    if (namesApi(exclude) === "yes")
      return { why: "excludes Azure management", fix: `remove ${API} from its excluded resources`, mended };
    if (namesApi(include) === "no")
      return { why: "doesn't target Azure management", fix: `add ${API} to its resources` };
    return { why: "may exclude Azure management", fix: "name the excluded resources by their application ids", mended };
  },
  clientApplications: () => ({
    why: "applies to workload identities, not to people",
    fix: "create a policy for people",
  }),
  unsupported: (policy) => ({
    why: `has content that isn't understood: ${listing([...new Set(notUnderstoodIn(policy).map(({ field }) => field))], "and") || "a named location"}`,
    fix: "replace it with conditions that azmfa supports, or remove it",
  }),
};

/** Which sign-ins a condition covers or excludes, and how to widen it: `covers only client type browser`. */
export const explainCondition = <D extends Dimension>(
  dimension: D,
  policy: Policy,
  missedBy: Circumstances,
  tenant: Tenant,
): Explanation => ({
  why: whyNotMet(dimension, policy.conditions, missedBy[dimension], formatterOf(tenant)),
  fix: CONDITIONS[dimension].words.fix,
  mended: { ...policy, conditions: { ...policy.conditions, [dimension]: NOT_CONFIGURED[dimension] } },
});

/** What a policy does to a sign-in that it applies to: `requires MFA or a compliant device`, `blocks the sign-in`. */
export const demandInWords = (grant: Grant): string =>
  isBlock(grant) ? "blocks the sign-in" : `requires ${describeAsked(grant)}`;

/** What a grant asks for: `MFA`, `MFA or a compliant device`, `a block`. */
export function describeAsked(grant: Grant): string {
  if (grant.kind === "sessionOnly" || grant.controls.length === 0) return "nothing but session controls";
  return listing(grant.controls.map(controlInWords), grant.operator.kind === "all" ? "and" : "or");
}

/** One grant control in a word or two. */
export function controlInWords(control: Control): string {
  if (control.kind !== "strength") return nameOfShown(control.kind === "notMfa" ? control.name : control.kind);
  return STRENGTHS[control.strength.kind === "notKnown" ? "unclear" : strengthForcesMfa(control.strength)];
}

/** Controls by Graph's names, as what a sign-in shows to satisfy them. */
const CONTROLS: { readonly [name: string]: string } = {
  mfa: "MFA",
  block: "a block",
  notUnderstood: "a control that isn't understood",
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
export const nameOfShown = (name: string): string => CONTROLS[name] ?? quoted(name);

const STRENGTHS = {
  yes: "an authentication strength that is MFA",
  no: "an authentication strength that a single factor satisfies",
  unclear: "an authentication strength that isn't known",
} as const;
