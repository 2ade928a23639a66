import { type EvaluationContext, evaluationContext } from "../law/evaluate";
import { hasBlock, SATISFIED } from "../law/grant";
import type { Policy } from "../law/model/policy";
import type { Exemption } from "../law/model/register";
import { OUTSIDER_TYPES, PERSON_CLASSES } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { assuming, NOTHING_ASSUMED } from "./assume";
import { assumptionsOf } from "./assumptions";
import type { EncodedPolicy } from "./encoding/users";
import { type Exempt, exemptIn, NOBODY_EXEMPT } from "./exemptions";
import { notUnderstoodInTenant } from "./not-understood";
import type { NumberedPeople } from "./people/numbered-people";
import type { PrincipalClass } from "./people/principals";
import { type LetIn, letsIn, whoIsIn } from "./questions/lets-in";
import { ALL_STEPS, type Questions, questionsAbout } from "./questions/questions";
import { settledBy } from "./questions/settled-by";
import { type Bypass, type Carrier, NOT_SHOWN, type Unknown, type Verdict } from "./verdict";
import { waysIn } from "./ways/ways-in";

/** Steps for what is shown of a tenant that lets somebody in, and for what would settle it. */
const SHOWING_STEPS = 6_000_000;
const SETTLING_STEPS = 3_000_000;

/**
 * Decides whether some sign-in reaches Azure management without MFA.
 *
 * *proved* iff there is no sign-in, and no consistent way that what isn't known and what isn't understood may be, in which no policy
 * stops it; *bypass* iff there is one whatever the content that isn't understood means, and it is replayed in the law; *unknown*: all
 * that were found depend on such content, or a bound was reached before everything was looked at.
 * @param exemptions people who may be uncovered: approved, and in force on the day in question
 * @param bound steps of the solver for everybody together
 * @throws where prover and law disagree, which would be a mistake of this program
 */
export function prove(tenant: Tenant, exemptions: readonly Exemption[] = [], bound = ALL_STEPS): Verdict {
  const exempt = exemptIn(tenant, exemptions);
  return proveIn(evaluationContext(tenant, exempt.groups), exempt, bound);
}

/** The same for a tenant whose memberships and exempt people are worked out already. */
export function proveIn(context: EvaluationContext, exempt: Exempt, bound = ALL_STEPS): Verdict {
  const { tenant } = context;
  const questions = questionsAbout(context, exempt, bound);
  const letIn = letsIn(questions);
  const isClosed = letIn.classes.length === 0 && letIn.bounds.length === 0;
  const bypasses = shown(questions, letIn);
  // What a list lacks may stop somebody, or be somebody. So nothing is certain if there is only a part of the tenant.
  const missing = (tenant.partlyKnown ?? []).map(({ field, why }): Unknown => ({ policy: undefined, field, why }));
  const isPart = tenant.partlyKnown !== undefined;
  const isWhole = letIn.bounds.length === 0 && !isPart;
  questions.grant(SETTLING_STEPS);
  const basis = {
    uncovered: whoIsIn(letIn.classes, questions.principals, tenant),
    unknowns: [...notUnderstoodInTenant(tenant), ...letIn.bounds, ...missing],
    assumptions: assumptionsOf(questions.encoding.policies, tenant),
    isWhole,
    settledBy: isWhole ? settledBy(questions, letIn) : null,
    restsOn: isClosed && isWhole ? carriers(questions, letIn) : [],
    blocksEverybody: isClosed && blocksEverybody(context, bound),
  };
  if (isClosed && !isPart) return { ...basis, kind: "proved", bypasses: [] };
  const [certain, ...others] = bypasses.filter((bypass) => bypass.certain && !isPart);
  const unclear = bypasses.flatMap((bypass) => (bypass.certain && !isPart ? [] : [{ ...bypass, certain: false }]));
  if (certain !== undefined)
    return { ...basis, kind: "bypass", certain: [certain, ...others], bypasses: [certain, ...others, ...unclear] };
  const [first = NOT_SHOWN, ...rest] = basis.unknowns;
  return { ...basis, kind: "unknown", bypasses: unclear, unknowns: [first, ...rest] };
}

/** Ways in. Those that depend on no content that isn't understood come first. */
function shown(questions: Questions, { classes }: LetIn): readonly Bypass[] {
  if (classes.length === 0) return [];
  const { all, isUnderstood } = questions.encoding.unknowns;
  const hasContent = all.some(({ isContent }) => isContent);
  const certain = new Set(hasContent ? letsIn(questions, [isUnderstood]).classes : classes);
  questions.grant(SHOWING_STEPS);
  return waysIn(questions, [...certain, ...classes.filter((one) => !certain.has(one))]);
}

/** The policies that carry a proof, those first that carry it for most people. */
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

/** Whether nobody gets a token at all, not even with MFA and not even who is exempt: each control but a block can be satisfied then. */
function blocksEverybody({ tenant }: EvaluationContext, bound: number): boolean {
  if (!tenant.policies.some(({ grant }) => hasBlock(grant))) return false;
  const withMfa = { ...tenant, policies: tenant.policies.map(asAfterMfa) };
  return isProved(evaluationContext(withMfa), NOBODY_EXEMPT, undefined, bound);
}

/** The policy as it is to somebody who has done MFA, by whatever method it asks for. */
function asAfterMfa({ grant, ...policy }: Policy): Policy {
  if (grant.kind === "sessionOnly") return { ...policy, grant };
  const controls = grant.controls.map((control) =>
    control.kind === "mfa" || control.kind === "strength" ? SATISFIED : control,
  );
  return { ...policy, grant: { ...grant, controls } };
}

/**
 * True iff the verdict would be *proved*, at less cost: where somebody gets in, the search ends with the first one.
 * @param people those of the tenant who aren't exempt, where they are known from another search
 */
export function isProved(
  context: EvaluationContext,
  exempt: Pick<Exempt, "isExempt">,
  people?: NumberedPeople,
  bound = ALL_STEPS,
): boolean {
  return context.tenant.partlyKnown === undefined && isShut(questionsAbout(context, exempt, bound, people));
}

/** Whether nobody gets in for certain; the search ends with the first one who does. */
function isShut(questions: Questions): boolean {
  const { classes, bounds } = letsIn(questions, [], 1);
  return classes.length === 0 && bounds.length === 0;
}

/** The kind of the verdict if groups and roles hold nobody but those who are known, and exempt people. */
export function ifUnknownAreEmpty(
  verdict: Verdict,
  tenant: Tenant,
  exemptions: readonly Exemption[] = [],
): Verdict["kind"] {
  const isSettled = verdict.bypasses.some(({ certain, hangsOn }) => certain && hangsOn.length === 0);
  if (verdict.kind === "proved" || isSettled) return verdict.kind;
  const emptied = assuming(tenant, { ...NOTHING_ASSUMED, empty: "all" });
  // Few steps where the first search of much the same tenant reached its bound already.
  return kindOf(emptied, exemptions, undefined, verdict.isWhole ? ALL_STEPS : ALL_STEPS / 8);
}

/**
 * The kind of the verdict, at less cost.
 * @param on what a way in may depend on for a *bypass*: on nothing that isn't understood, or on nothing that isn't known either
 */
export function kindOf(
  tenant: Tenant,
  exemptions: readonly Exemption[],
  on: "nothing not understood" | "nothing unknown" = "nothing not understood",
  bound = ALL_STEPS,
): Verdict["kind"] {
  if (tenant.partlyKnown !== undefined) return "unknown";
  const exempt = exemptIn(tenant, exemptions);
  const questions = questionsAbout(evaluationContext(tenant, exempt.groups), exempt, bound);
  const { isFirm, isUnderstood } = questions.encoding.unknowns;
  const certain = letsIn(questions, [on === "nothing unknown" ? isFirm : isUnderstood], 1);
  if (certain.classes.length > 0) return "bypass";
  return isShut(questions) ? "proved" : "unknown";
}
