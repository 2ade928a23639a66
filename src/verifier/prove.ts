import { type EvaluationContext, evaluationContext } from "../law/evaluate";
import { hasBlock, SATISFIED } from "../law/grant";
import type { Policy } from "../law/model/policy";
import type { Exemption } from "../law/model/register";
import { OUTSIDER_TYPES, PERSON_CLASSES } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import type { NonEmpty } from "../text/result";
import { assuming, NOTHING_ASSUMED } from "./assume";
import { assumptionsOf } from "./assumptions";
import { type Bound, certificateOf } from "./certificate";
import { type EncodedPolicy, Encoding } from "./encoding/encoding";
import { type Exempt, exemptIn } from "./exemptions";
import { whoIsIn } from "./exposure";
import { notUnderstoodInTenant } from "./not-understood";
import { NumberedPeople } from "./people/numbered-people";
import type { PrincipalClass } from "./people/principals";
import { ALL_STEPS, type Core, Questions, type Swept } from "./questions/questions";
import { settledBy } from "./questions/settled-by";
import { type Basis, type Bypass, type Carrier, NOT_SHOWN, type Unknown, type Verdict } from "./verdict";
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

/** The same of a tenant in which it is worked out already who is in what, and who is exempt. */
export function proveIn(context: EvaluationContext, exempt: Exempt, bound = ALL_STEPS): Verdict {
  const { tenant } = context;
  const questions = questionsAbout(context, exempt, bound);
  const swept = questions.letsIn();
  const { letIn, bounds } = swept;
  const bypasses = shown(questions, swept);
  const isClosed = letIn.length === 0 && bounds.length === 0;
  const uncovered = whoIsIn(
    letIn.map((one) => one.principals),
    questions.principals,
    tenant,
  );
  const basis = {
    uncovered,
    unknowns: [...notUnderstoodInTenant(tenant), ...bounds],
    assumptions: assumptionsOf(questions.encoding.policies, tenant),
    isWhole: bounds.length === 0,
    settledBy: bounds.length > 0 ? null : settledBy(questions, swept, SETTLING_STEPS),
    restsOn: isClosed ? carriers(questions, swept) : [],
    blocksEverybody: isClosed && blocksEverybody(context, bound),
  };
  const [certain, ...others] = bypasses.filter((bypass) => bypass.certain);
  const unclear = bypasses.filter((bypass) => !bypass.certain);
  const verdict = verdictOf(basis, isClosed, certain === undefined ? undefined : [certain, ...others], unclear);
  return tenant.partlyKnown === undefined ? verdict : ofAPart(verdict, tenant.partlyKnown);
}

function verdictOf(
  basis: Basis,
  isClosed: boolean,
  certain: NonEmpty<Bypass> | undefined,
  unclear: readonly Bypass[],
): Verdict {
  if (isClosed) return { ...basis, kind: "proved", bypasses: [] };
  if (certain !== undefined) return { ...basis, kind: "bypass", certain, bypasses: [...certain, ...unclear] };
  const [first = NOT_SHOWN, ...rest] = basis.unknowns;
  return { ...basis, kind: "unknown", bypasses: unclear, unknowns: [first, ...rest] };
}

/** What a list lacks may stop somebody, or be somebody: nothing is shown of a tenant of which only a part is there. */
function ofAPart(verdict: Verdict, partlyKnown: NonNullable<Tenant["partlyKnown"]>): Verdict {
  const { uncovered, bypasses, unknowns, assumptions, blocksEverybody } = verdict;
  const missing = partlyKnown.map(({ field, why }): Unknown => ({ policy: undefined, field, why }));
  const [first = NOT_SHOWN, ...rest] = [...unknowns, ...missing];
  return {
    ...{ kind: "unknown", uncovered, assumptions, blocksEverybody, isWhole: false, settledBy: null, restsOn: [] },
    bypasses: bypasses.map((bypass) => ({ ...bypass, certain: false })),
    unknowns: [first, ...rest],
  };
}

/** Questions about one tenant. @param people those of the tenant who aren't exempt, where they are known from another search */
function questionsAbout(
  { tenant, membership }: EvaluationContext,
  { isExempt }: Pick<Exempt, "isExempt">,
  bound: number,
  people = new NumberedPeople([tenant], isExempt),
): Questions {
  const encoding = new Encoding([{ tenant, membership }]);
  return new Questions(encoding, encoding.principals(people), bound);
}

/** Ways in, those that depend on no content that isn't understood first. */
function shown(questions: Questions, { letIn }: Swept): readonly Bypass[] {
  if (letIn.length === 0) return [];
  const { all, isUnderstood } = questions.encoding.unknowns;
  const understood = all.some(({ isContent }) => isContent) ? questions.letsIn([isUnderstood]).letIn : letIn;
  questions.grant(SHOWING_STEPS);
  const certain = new Set(understood.map(({ principals }) => principals));
  return waysIn(questions, [...understood, ...letIn.filter(({ principals }) => !certain.has(principals))]);
}

/** The policies that carry a proof, those first that carry it for most people. */
function carriers({ principals, encoding }: Questions, { closed }: Swept): readonly Carrier[] {
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
  return isProved(evaluationContext(withMfa), { isExempt: () => false }, undefined, bound);
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
 * The evidence of a proof, see {@link certificateOf}. Each core is the first one that stops somebody.
 * @returns undefined where the tenant isn't proved, or its proof rests on something that a certificate has no words for
 */
export function certify(asRead: Tenant, exemptions: readonly Exemption[], bound: Bound): string | undefined {
  const tenant = anywhere(asRead, bound.assumed);
  const exempt = exemptIn(tenant, exemptions);
  const questions = questionsAbout(evaluationContext(tenant, exempt.groups), exempt, ALL_STEPS);
  const { letIn, closed, bounds } = questions.letsIn();
  if (tenant.partlyKnown !== undefined || letIn.length > 0 || bounds.length > 0) return undefined;
  const cores = [...closed.keys()];
  const firstFor = (one: PrincipalClass): Core | undefined => {
    const own = new Set(questions.stopsFor(one));
    return cores.find((core) => core.every((stop) => own.has(stop)));
  };
  const first = new Set([...closed.values()].flat().map(firstFor));
  return certificateOf(
    questions.encoding,
    cores.filter((core) => first.has(core)),
    bound,
  );
}

/** The tenant with locations that may be anywhere: a certificate doesn't say how they lie to each other. */
function anywhere(tenant: Tenant, assumed: Bound["assumed"]): Tenant {
  const locations = Array.from(tenant.locations ?? [], ([id, location]) => {
    const isAssumed = assumed.includes(`${id}=empty`);
    return [id, isAssumed ? location : { ...location, extent: { kind: "notKnown" } as const }] as const;
  });
  return { ...tenant, ...(tenant.locations && { locations: new Map(locations) }) };
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
  const { letIn, bounds } = questions.letsIn([], 1);
  return letIn.length === 0 && bounds.length === 0;
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
  if (questions.letsIn([on === "nothing unknown" ? isFirm : isUnderstood], 1).letIn.length > 0) return "bypass";
  return isShut(questions) ? "proved" : "unknown";
}
