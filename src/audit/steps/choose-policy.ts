import type { DirectoryChange } from "../../law/model/evidence";
import type { Policy } from "../../law/model/policy";
import { mayLackPolicies, type Tenant } from "../../law/model/tenant";
import type { Answer, Evidence } from "../../report/report";
import { present } from "../../text/present";
import { counted, shortened } from "../../text/sentence";
import { namesOf, namesWithVerb, STATES } from "../../words/policies";
import { type Conclusion, failed, notApplicable, observation, passed, unknown } from "../answer";
import { implementsControl, includesNobody } from "../carriers/policy-parts";
import { type AuditContext, lastKnownChange, ofPolicy, policySubject } from "../context";
import { auditedVerdict, couldNotTell, type Doubt, missingPolicies } from "../not-known";

const CREATE =
  "create a policy that requires MFA of all users, except your break-glass accounts, for the Windows Azure Service Management API, without conditions; `pulumi up` in this project creates it";

const stateOf = (policy: Policy): Evidence => ofPolicy(policy, "state", STATES[policy.enforcement.kind]);

/** Step 4: whether there is a policy for this control. */
export function policies({ tenant, carriers }: AuditContext): Answer {
  const carrying = carriers.kind === "carry" ? carriers.policies : [];
  const about = tenant.policies.filter((policy) => !includesNobody(policy));
  const certain = [...new Set([...carrying, ...about.filter((policy) => implementsControl(policy) === "yes")])];
  const unclear = about.filter((policy) => implementsControl(policy) === "unclear");
  return { ...areThere(certain, unclear, tenant), evidence: (certain.length > 0 ? certain : unclear).map(stateOf) };
}

function areThere(certain: readonly Policy[], unclear: readonly Policy[], tenant: Tenant): Conclusion {
  if (certain.length > 0)
    return passed(`${counted(certain.length, "policy is", "policies are")} for this control: ${namesOf(certain)}.`);
  if (unclear.length > 0)
    return unknown(
      `Could not tell whether ${namesWithVerb(unclear, "is", "are")} for this control: that depends on content that can't be read.`,
      "select the Windows Azure Service Management API there by name, or all resources, and MFA as the grant",
    );
  if (mayLackPolicies(tenant))
    return unknown(
      "None of the policies that were read is for this control, and only a part of the policies was read.",
      "read the tenant again, with all pages of the policies",
    );
  if (tenant.policies.length === 0) return failed("The tenant has no Conditional Access policy.", CREATE);
  return failed(`${namesWithVerb(tenant.policies, "doesn't", "don't")} require MFA for Azure management.`, CREATE);
}

/** Step 5: which policies the later steps look at. */
export function choosePolicy(context: AuditContext): Answer {
  const { carriers, verdict, tenant, facts } = context;
  const chosen = carriers.policies.flatMap((policy) => {
    const last = lastKnownChange(policy.id, facts);
    return present([stateOf(policy), last && ofPolicy(policy, "last changed", changeInWords(last))]);
  });
  const unclear = (verdict.kind === "unknown" ? verdict.unknowns : []).map(({ policy, field, why }) => {
    const found = tenant.policies.find(({ id }) => id === policy);
    return observation(found && policySubject(found), field, why);
  });
  return { ...whichCarry(context), evidence: [...chosen, ...unclear] };
}

/** `2026-11-27T09:12:00Z by alice@contoso.com (Update conditional access policy)` */
const changeInWords = ({ at, by, operation }: DirectoryChange): string =>
  `${shortened(at)} by ${by === undefined ? "somebody that the log doesn't name" : shortened(by)} (${shortened(operation)})`;

/** Which policies the later steps look at. Those steps say what is wrong with them. */
function whichCarry(context: AuditContext): Conclusion {
  const { carriers, verdict } = context;
  const names = namesOf(carriers.policies);
  const isOne = carriers.policies.length === 1;
  if (carriers.kind === "carry")
    return passed(
      `${names} ${isOne ? "enforces the control alone" : "enforce the control together"}: no other policy is needed${isOne ? "" : ", and none of these can be left out"}.`,
    );
  if (carriers.kind === "none") return notApplicable("There is no policy to choose: see step 4.");
  const isThere = policies(context).answer;
  const closest = `${namesWithVerb(carriers.policies, "comes", "come")} closest`;
  if (isThere === "failed") return notApplicable(`No policy is for this control: see step 4. ${closest}.`);
  const doubts = present<Doubt>([
    missingPolicies(context),
    (isThere === "unknown" || mayBeOthers(context)) && {
      what: "which policies enforce the control",
      todo: `check what isn't understood in the evidence of this step and of step 4, and ${SEE}`,
    },
  ]);
  if (doubts.length > 0) {
    const { because, ...rest } = couldNotTell(doubts);
    return { ...rest, because: `${because} ${closest}.` };
  }
  return passed(
    auditedVerdict(verdict, context) === "unknown"
      ? `${closest}. Could not tell whether ${isOne ? "it enforces" : "they enforce"} the control: ${SEE}.`
      : `${names} ${isOne ? "is for this control, but doesn't" : "are for this control, but don't"} enforce it for everyone: ${SEE}.`,
  );
}

const SEE = "see the steps that failed or are unknown";

/** Whether other policies may enforce the control: a bound was reached, or the verdict depends on what isn't understood in them. */
function mayBeOthers({ verdict, carriers }: AuditContext): boolean {
  const chosen = new Set<string | undefined>([undefined, ...carriers.policies.map(({ id }) => id)]);
  const isOther = verdict.kind === "unknown" && verdict.unknowns.some(({ policy }) => !chosen.has(policy));
  return isOther || !verdict.isWhole;
}
