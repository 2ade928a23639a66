import { type EvaluationContext, evaluationContext } from "../law/evaluate";
import { SATISFIED } from "../law/grant";
import type { Policy } from "../law/model/policy";
import type { Exemption } from "../law/model/register";
import { OUTSIDER_TYPES, PERSON_CLASSES } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import type { NonEmpty } from "../text/result";
import { assuming, NOTHING_ASSUMED } from "./assume";
import { assumptionsOf } from "./assumptions";
import { type Bound, certificateOf } from "./certificate";
import { Encoding } from "./encoding/encoding";
import { type Exempt, exemptIn } from "./exemptions";
import { whoIsIn } from "./exposure";
import { notUnderstoodInTenant } from "./not-understood";
import { NumberedPeople } from "./people/numbered-people";
import type { PrincipalClass } from "./people/principal-class";
import { inOrderOfTheFile, withPoliciesById } from "./policy-order";
import { ALL_STEPS, type Core, policiesIn, Questions, type Swept } from "./questions/questions";
import { settledBy } from "./questions/settled-by";
import {
  type Bypass,
  type Carrier,
  NOT_SHOWN,
  TOO_HARD,
  TOO_MANY_NETWORKS,
  TOO_MANY_PRINCIPAL_CLASSES,
  type Uncovered,
  type Unknown,
  type Verdict,
} from "./verdict";
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
export function proveIn({ tenant, membership }: EvaluationContext, exempt: Exempt, bound = ALL_STEPS): Verdict {
  const context = { tenant: withPoliciesById(tenant), membership };
  const questions = questionsAbout(context, exempt, bound);
  const swept = whoGetsIn(questions);
  const bypasses = shown(questions, swept);
  questions.grant(SETTLING_STEPS);
  const inOrder = inOrderOfTheFile(tenant);
  const bounds = boundsOf(questions, swept);
  const [certain, ...others] = bypasses.filter((bypass) => bypass.certain).map((one) => ordered(one, inOrder));
  const unclear = bypasses.filter((bypass) => !bypass.certain).map((one) => ordered(one, inOrder));
  const unknowns = inOrder([...notUnderstoodInTenant(tenant), ...bounds]);
  const isClosed = swept.open.length === 0 && bounds.length === 0;
  const basis = {
    uncovered: uncoveredIn(questions, swept),
    unknowns,
    assumptions: assumptionsOf(questions.encoding.policies, tenant),
    isWhole: bounds.length === 0,
    settledBy: bounds.length > 0 ? null : settledBy(questions, swept),
    restsOn: isClosed ? carriers(questions, swept) : [],
    blocksEverybody: isClosed && blocksEverybody(context, bound),
  };
  const verdict = verdictOf(basis, isClosed, certain === undefined ? undefined : [certain, ...others], unclear);
  return tenant.partlyKnown === undefined ? verdict : ofAPart(verdict, tenant.partlyKnown);
}

type Basis = Omit<Verdict, "kind" | "bypasses" | "certain">;

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

/**
 * The evidence of a proof, see {@link certificateOf}. Each core is the first one that stops somebody.
 * @returns undefined where the tenant isn't proved, or its proof rests on something that a certificate has no words for
 */
export function certify(tenant: Tenant, exemptions: readonly Exemption[], bound: Bound): string | undefined {
  const exempt = exemptIn(tenant, exemptions);
  const questions = questionsAbout(evaluationContext(tenant, exempt.groups), exempt, ALL_STEPS);
  const swept = whoGetsIn(questions);
  if (tenant.partlyKnown !== undefined || swept.open.length > 0 || boundsOf(questions, swept).length > 0)
    return undefined;
  const cores = [...swept.closed.keys()];
  const firstFor = (one: PrincipalClass): Core | undefined => {
    const own = new Set(questions.stopsFor(one));
    return cores.find((core) => core.every((stop) => own.has(stop)));
  };
  const first = new Set([...swept.closed.values()].flat().map(firstFor));
  return certificateOf(
    questions.encoding,
    cores.filter((core) => first.has(core)),
    bound,
  );
}

/** Questions about one tenant. @param people those of the tenant who aren't exempt, where they are known from another search */
export function questionsAbout(
  { tenant, membership }: EvaluationContext,
  { isExempt }: Pick<Exempt, "isExempt">,
  bound: number,
  people?: NumberedPeople,
): Questions {
  const encoding = new Encoding([{ tenant, membership }]);
  return new Questions(encoding, encoding.principals(people ?? new NumberedPeople([tenant], isExempt)), bound);
}

const whoGetsIn = (questions: Questions, most?: number): Swept =>
  questions.encoding.vocabulary.places.areWhole
    ? questions.letsIn([], most)
    : { open: [], closed: new Map(), tooHard: [] };

function boundsOf({ encoding, principals }: Questions, { tooHard }: Swept): readonly Unknown[] {
  if (!encoding.vocabulary.places.areWhole) return [TOO_MANY_NETWORKS];
  return [...(tooHard.length > 0 ? [TOO_HARD] : []), ...(principals.isWhole ? [] : [TOO_MANY_PRINCIPAL_CLASSES])];
}

/** Whether nobody gets in for certain; the search ends with the first one who does. */
function isShut(questions: Questions): boolean {
  const swept = whoGetsIn(questions, 1);
  return swept.open.length === 0 && boundsOf(questions, swept).length === 0;
}

const uncoveredIn = ({ principals, encoding }: Questions, { open }: Swept): Uncovered =>
  whoIsIn(
    open.map((one) => one.principals),
    principals,
    encoding.sides[0]?.tenant ?? { users: undefined },
  );

/** Ways in, those that depend on no content that isn't understood first. */
function shown(questions: Questions, swept: Swept): readonly Bypass[] {
  if (swept.open.length === 0) return [];
  const { all, isUnderstood } = questions.encoding.unknowns;
  const understood = all.some(({ isContent }) => isContent) ? questions.letsIn([isUnderstood]) : swept;
  questions.grant(SHOWING_STEPS);
  const certain = new Set(understood.open.map(({ principals }) => principals));
  const open = [...understood.open, ...swept.open.filter(({ principals }) => !certain.has(principals))];
  return waysIn(questions, { open });
}

const ordered = (bypass: Bypass, inOrder: ReturnType<typeof inOrderOfTheFile>): Bypass => ({
  ...bypass,
  because: inOrder(bypass.because),
});

/** The policies that carry a proof, those first that carry it for most people. */
function carriers({ principals, encoding }: Questions, { closed }: Swept): readonly Carrier[] {
  const hasUsers = encoding.sides[0]?.tenant.users !== undefined;
  return [...policiesIn(closed)]
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
  if (!tenant.policies.some(isBlock)) return false;
  const withMfa = { ...tenant, policies: tenant.policies.map(asAfterMfa) };
  return isProved(evaluationContext(withMfa), { isExempt: () => false }, undefined, bound);
}

const isBlock = ({ grant }: Policy): boolean =>
  grant.kind === "controls" && grant.controls.some(({ kind }) => kind === "block");

/** The policy as it is to somebody who has done MFA, by whatever method it asks for. */
const asAfterMfa = (policy: Policy): Policy => ({
  ...policy,
  grant:
    policy.grant.kind === "sessionOnly"
      ? policy.grant
      : {
          ...policy.grant,
          controls: policy.grant.controls.map((control) =>
            control.kind === "mfa" || control.kind === "strength" ? SATISFIED : control,
          ),
        },
});

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
  if (context.tenant.partlyKnown !== undefined) return false;
  return isShut(questionsAbout(context, exempt, bound, people));
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

/**
 * The kind of the verdict if groups and roles of which some isn't known hold nobody but those who are known, and people whom
 * the register exempts.
 */
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
  const { unknowns, vocabulary } = questions.encoding;
  const assumed = on === "nothing unknown" ? unknowns.isFirm : unknowns.isUnderstood;
  if (vocabulary.places.areWhole && questions.letsIn([assumed], 1).open.length > 0) return "bypass";
  return isShut(questions) ? "proved" : "unknown";
}
