import { type EvaluationContext, evaluationContext } from "../law/evaluate";
import { hasBlock, SATISFIED } from "../law/grant";
import type { Policy } from "../law/model/policy";
import type { Exemption } from "../law/model/register";
import { OUTSIDER_TYPES, PERSON_CLASSES } from "../law/model/sign-in";
import { mayLackPolicies, type Tenant } from "../law/model/tenant";
import { assuming, NOTHING_ASSUMED } from "./assume";
import { assumptionsOf } from "./assumptions";
import { setOf } from "./encoding/stops";
import type { EncodedPolicy } from "./encoding/users";
import { type Exempt, exemptIn } from "./exemptions";
import { notUnderstoodInTenant } from "./not-understood";
import type { PrincipalClass } from "./people/principals";
import { isShut, type LetIn, letsIn, settledBy, whoIsIn, whoIsLetIn } from "./questions/lets-in";
import { ALL_STEPS, type Asked, Decisions, type Questions, questionsAbout } from "./questions/questions";
import { type Bypass, type Carrier, NOT_SHOWN, type Verdict } from "./verdict";
import { waysIn } from "./ways/ways-in";

/** The steps for the ways in to show, and for what would settle the verdict. */
const SHOWING_STEPS = 6_000_000;
const SETTLING_STEPS = 3_000_000;

/**
 * Decides whether some sign-in reaches Azure management without MFA.
 *
 * *proved* iff some policy stops every sign-in, in every consistent way that the unknown data and the unclear content may be. *bypass* iff
 * some sign-in gets through whatever the unclear content means; the law has decided it again. *unknown*: every sign-in that was found
 * depends on unclear content or on policies that a list lacks, a list is a part, or a bound was reached.
 * @param exemptions people who may be uncovered: approved, and in force on the day in question
 * @param bound steps of the solver for everybody together
 * @throws if the prover and the law disagree: that is an error in this program
 */
export function prove(tenant: Tenant, exemptions: readonly Exemption[] = [], bound = ALL_STEPS): Verdict {
  const exempt = exemptIn(tenant, exemptions);
  const questions = questionsAbout(evaluationContext(tenant, exempt.groups), exempt, bound);
  const letIn = letsIn(questions);
  const isBlocked = (but: Exempt): boolean => isShut(letIn) && blocksAllBut(but, tenant, bound);
  const bypasses = shown(questions, letIn, tenant);
  const isWhole = letIn.bounds.length === 0 && tenant.partlyKnown === undefined;
  questions.grant(SETTLING_STEPS);
  const isProved = isShut(letIn) && isWhole;
  const kind = isProved ? "proved" : bypasses[0]?.certain ? "bypass" : "unknown";
  const unknowns = [...notUnderstoodInTenant(tenant), ...letIn.bounds];
  return {
    kind,
    bypasses,
    uncovered: whoIsIn(letIn.classes, questions.principals, tenant),
    unknowns: kind === "unknown" && unknowns.length === 0 ? [NOT_SHOWN] : unknowns,
    assumptions: assumptionsOf(questions.encoding.policies, tenant),
    isWhole,
    settledBy: isWhole ? settledBy(questions, letIn) : null,
    restsOn: isProved ? carriers(questions, letIn) : [],
    blocked: isBlocked(exempt) && (isBlocked(exemptIn(tenant, [])) ? "all" : "others"),
  };
}

/** Ways in. First come the certain ones: those that don't depend on content that isn't understood. */
function shown(questions: Questions, { classes }: LetIn, tenant: Tenant): readonly Bypass[] {
  if (classes.length === 0) return [];
  const { all, isUnderstood } = questions.encoding.unknowns;
  const hasContent = all.some(({ isContent }) => isContent);
  const certain = new Set(hasContent ? letsIn(questions, [isUnderstood]).classes : classes);
  questions.grant(SHOWING_STEPS);
  const found = waysIn(questions, [...certain, ...classes.filter((one) => !certain.has(one))]);
  const ways = found.map(({ way }) => way);
  // A missing policy may stop any sign-in. Every other missing object is one of the unknown things that the ways in depend on.
  return mayLackPolicies(tenant) ? ways.map((way) => ({ ...way, certain: false })) : ways;
}

/** The policies that carry a proof. First come the ones that carry it for most people. */
function carriers({ principals, encoding }: Questions, { closed }: LetIn): readonly Carrier[] {
  const hasUsers = encoding.side(0).tenant.users !== undefined;
  const carried = new Map<EncodedPolicy, PrincipalClass[]>();
  for (const [core, classes] of closed)
    for (const { policy } of core) carried.set(policy, (carried.get(policy) ?? []).concat(classes));
  return [...carried]
    .map(([{ policy }, classes]): Carrier => {
      const types = new Set(principals.othersIn(classes, 0).map(({ identity }) => identity.type));
      return {
        policy: policy.id,
        displayName: policy.displayName,
        people: hasUsers ? principals.count(classes) : null,
        types: [...PERSON_CLASSES, ...OUTSIDER_TYPES].filter((type) => types.has(type)),
      };
    })
    .toSorted((one, other) => (other.people ?? 0) - (one.people ?? 0) || other.types.length - one.types.length);
}

/** Whether nobody but exempt people gets a token, not even with MFA. Every control except a block counts as satisfied. */
function blocksAllBut(exempt: Exempt, tenant: Tenant, bound: number): boolean {
  if (!tenant.policies.some(({ grant }) => hasBlock(grant))) return false;
  const withMfa = { ...tenant, policies: tenant.policies.map(asAfterMfa) };
  return provedBy(evaluationContext(withMfa, exempt.groups), exempt, bound)();
}

/** The policy for someone who has done MFA by the method that it asks for. */
function asAfterMfa({ grant, ...policy }: Policy): Policy {
  if (grant.kind === "sessionOnly") return { ...policy, grant };
  const controls = grant.controls.map((control) =>
    control.kind === "mfa" || control.kind === "strength" ? SATISFIED : control,
  );
  return { ...policy, grant: { ...grant, controls } };
}

/**
 * Whether the verdict would be *proved* if only some of the policies counted, or all. A question costs less than the verdict: all are
 * encoded once, what is found out about some decides others, and the search ends with the first class that gets in.
 */
export function provedBy(context: EvaluationContext, about: Asked[0], bound = ALL_STEPS) {
  const questions = questionsAbout(context, about);
  const decisions = new Decisions(questions);
  return (some = context.tenant.policies): boolean => {
    questions.grant(bound);
    const counting = setOf(questions.encoding.stops.all.filter(({ policy }) => some.includes(policy.policy)));
    const decide = ({ stops: [numbers = 0n] }: PrincipalClass, steps: number) =>
      decisions.decide(numbers & counting, steps);
    return context.tenant.partlyKnown === undefined && isShut(whoIsLetIn(questions, 0, decide, 1));
  };
}

/** The kind of the verdict if groups and roles hold nobody but known members and exempt people. */
export function ifUnknownAreEmpty(
  verdict: Verdict,
  tenant: Tenant,
  exemptions: readonly Exemption[] = [],
): Verdict["kind"] {
  const isSettled = verdict.bypasses.some(({ certain, hangsOn }) => certain && hangsOn.length === 0);
  if (verdict.kind === "proved" || isSettled) return verdict.kind;
  const emptied = assuming(tenant, { ...NOTHING_ASSUMED, empty: "all" });
  const exempt = exemptIn(emptied, exemptions);
  // Few steps if the first search reached its bound, since this tenant is much the same.
  const bound = verdict.isWhole ? ALL_STEPS : ALL_STEPS / 8;
  return kindOf(evaluationContext(emptied, exempt.groups), exempt, undefined, bound);
}

/**
 * The kind of the verdict. It costs less than the verdict.
 * @param on what a *bypass* may not depend on: content that isn't understood, or also data that isn't known
 */
export function kindOf(
  context: EvaluationContext,
  about: Asked[0],
  on: "nothing not understood" | "nothing unknown" = "nothing not understood",
  bound = ALL_STEPS,
): Verdict["kind"] {
  if (mayLackPolicies(context.tenant)) return "unknown";
  const questions = questionsAbout(context, about, bound);
  const { isFirm, isUnderstood } = questions.encoding.unknowns;
  const certain = letsIn(questions, [on === "nothing unknown" ? isFirm : isUnderstood], 1);
  if (certain.classes.length > 0) return "bypass";
  return context.tenant.partlyKnown === undefined && isShut(letsIn(questions, [], 1)) ? "proved" : "unknown";
}
