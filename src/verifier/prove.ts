import { type EvaluationContext, evaluationContext } from "../law/evaluate";
import type { Exemption } from "../law/model/exemption";
import type { Tenant } from "../law/model/tenant";
import { assuming, NOTHING_ASSUMED } from "./assume";
import { type Exempt, exemptIn } from "./exemptions";
import { inOrderOfTheFile, withPoliciesById } from "./policy-order";
import type { NumberedPeople } from "./principals/numbered-people";
import { SPACE_BOUND } from "./search/search";
import { TenantSearch } from "./tenant-search";
import { type Bypass, MOST_BYPASSES, NOT_SHOWN, type Unknown, type Verdict } from "./verdict";

/**
 * Decides whether some sign-in reaches Azure management without MFA.
 *
 * *proved* iff no sign-in of the universe gets through under the cautious reading, in which content that isn't understood
 * stops nobody; *bypass*: sign-ins that get through even under the generous one, in which it stops everybody, each replayed
 * in `evaluate`; *unknown*: what was found hangs on unclear content, or a bound was reached before everything was looked at.
 *
 * Everybody is put into a principal class by which policies are about them; for each class the rest of the universe is
 * searched for an assignment that no policy stops.
 * @param exemptions people who may be uncovered: approved, and in force on the day in question
 * @param bound steps of the search for everybody together
 * @throws where prover and evaluator disagree, which would be a mistake of this program
 */
export function prove(tenant: Tenant, exemptions: readonly Exemption[] = [], bound = SPACE_BOUND): Verdict {
  const exempt = exemptIn(tenant, exemptions);
  return proveIn(evaluationContext(tenant, exempt.groups), exempt, bound);
}

/** The same of a tenant in which it is worked out already who is in what, and who is exempt. */
export function proveIn({ tenant, membership }: EvaluationContext, { isExempt }: Exempt, bound = SPACE_BOUND): Verdict {
  const context = { tenant: withPoliciesById(tenant), membership };
  const search = new TenantSearch(context, isExempt, { bound });
  const bypasses = search.isClosed
    ? []
    : certainFirst(search.bypasses(), search.firmWaysIn(boundAfter(search.swept.bounds.length === 0)));
  const verdict = verdictOf(search, bypasses, inOrderOfTheFile(tenant));
  return tenant.partlyKnown === undefined ? verdict : ofAPart(verdict, tenant.partlyKnown);
}

/**
 * True iff the verdict would be *proved*, at less cost: where somebody gets in, the search ends with the first one.
 * @param people those of the tenant who aren't exempt, where they are known from another search
 */
export const isProved = (context: EvaluationContext, { isExempt }: Exempt, people?: NumberedPeople): boolean =>
  context.tenant.partlyKnown === undefined &&
  new TenantSearch(context, isExempt, people === undefined ? {} : { people }).letsNobodyIn();

function verdictOf(
  search: TenantSearch,
  found: readonly Bypass[],
  inOrder: ReturnType<typeof inOrderOfTheFile>,
): Verdict {
  const bypasses = found.map((bypass) => ({ ...bypass, because: inOrder(bypass.because) }));
  const unknowns = inOrder(search.unknowns);
  const { assumptions } = search;
  const isWhole = search.swept.bounds.length === 0;
  const settledBy = search.isClosed ? [] : null;
  const basis = {
    ...{ uncovered: search.uncovered(), unknowns, assumptions, isWhole },
    ...{ settledBy, restsOn: [], blocksEverybody: false },
  };
  const [certain, ...others] = bypasses.filter((bypass) => bypass.certain);
  const unclear = bypasses.filter((bypass) => !bypass.certain);
  if (certain !== undefined)
    return { kind: "bypass", ...basis, certain: [certain, ...others], bypasses: [certain, ...others, ...unclear] };
  if (search.isClosed) return { kind: "proved", ...basis, bypasses: [] };
  const [first = NOT_SHOWN, ...rest] = unknowns;
  return { kind: "unknown", ...basis, bypasses, unknowns: [first, ...rest] };
}

/** What a list lacks may stop somebody, or be somebody: nothing is shown of a tenant of which only a part is there. */
function ofAPart(verdict: Verdict, partlyKnown: NonNullable<Tenant["partlyKnown"]>): Verdict {
  const { uncovered, bypasses, unknowns } = verdict;
  const missing = partlyKnown.map(({ field, why }): Unknown => ({ policy: undefined, field, why }));
  const [first = NOT_SHOWN, ...rest] = [...unknowns, ...missing];
  const uncertain = bypasses.map((bypass) => ({ ...bypass, certain: false }));
  const shown = { uncovered, bypasses: uncertain, unknowns: [first, ...rest] as const, isWhole: false };
  return { ...verdict, ...shown, kind: "unknown", settledBy: null, restsOn: [] };
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
  const emptied = assuming(tenant, { ...NOTHING_ASSUMED, empty: "all" });
  const isSame = emptied.policies.every((policy, index) => policy === tenant.policies[index]);
  const isSettled = verdict.kind === "proved" || verdict.bypasses.some(hangsOnNothing);
  return isSettled || isSame ? verdict.kind : prove(emptied, exemptions, boundAfter(verdict.isWhole)).kind;
}

/** Steps for another search of much the same tenant: few where the first one reached its bound already. */
const boundAfter = (isWhole: boolean): number => (isWhole ? SPACE_BOUND : SPACE_BOUND / 8);

const hangsOnNothing = ({ certain, hangsOn }: Bypass): boolean => certain && hangsOn.length === 0;

/** How many ways in that hang on something are shown at least, where there are so many. */
const LEAST_HANGING = 5;

/** Ways in that are certain whatever turns out, then those that hang on what isn't known, then on what isn't understood. */
function certainFirst(bypasses: readonly Bypass[], firm: readonly Bypass[] | undefined): readonly Bypass[] {
  if (firm === undefined) return bypasses;
  const listed = new Set(firm.flatMap(({ people }) => people));
  const others = bypasses.filter((bypass) => !hangsOnNothing(bypass) || !bypass.people.every((id) => listed.has(id)));
  const hanging = [...others.filter(({ certain }) => certain), ...others.filter(({ certain }) => !certain)];
  const room = MOST_BYPASSES - Math.min(LEAST_HANGING, hanging.length);
  return [...firm.slice(0, room), ...hanging].slice(0, MOST_BYPASSES);
}
