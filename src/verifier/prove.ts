import { OUTSIDER_TYPES, PERSON_CLASSES } from "../model/sign-in";
import type { Tenant } from "../model/tenant";
import type { Reading } from "../model/truth";
import { assuming, NOTHING_ASSUMED } from "./assume";
import { assumptionsOf } from "./assumptions";
import { type OpenClass, queryOf, type SearchContext, type Sweep, sweep } from "./bypass";
import { type EvaluationContext, evaluationContext } from "./evaluate";
import { type Exempt, type Exemption, exemptIn } from "./exemptions";
import { favourable } from "./favourable";
import { notUnderstoodInTenant } from "./not-understood";
import { type Principals, peopleIn, principalsOf } from "./principals/principal-class";
import { reasonsFor } from "./reasons-for";
import { ByReason } from "./search/by-reason";
import { type CandidatePolicy, candidatePolicies } from "./search/candidate-policy";
import { SPACE_BOUND } from "./search/search";
import { searchSpaceOf } from "./search/search-space";
import {
  type Bypass,
  MOST_BYPASSES,
  NOT_SHOWN,
  type Proved,
  type Uncovered,
  type Unknown,
  type Verdict,
} from "./verdict";
import { waysIn } from "./way-in";

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
 * @throws where prover and evaluator disagree, which would be a mistake of this program
 */
export function prove(tenant: Tenant, exemptions: readonly Exemption[] = []): Verdict {
  const exempt = exemptIn(tenant, exemptions);
  const context = evaluationContext(tenant, exempt.groups);
  const { candidates, principals, swept, bypasses } = searched(context, exempt);
  const shown =
    swept.open.length + swept.bounds.length === 0 ? [] : certainFirst(bypasses, firmWaysIn(context, exempt));
  const verdict = verdictFrom(swept, shown, {
    uncovered: uncoveredBy(swept.open, principals, tenant),
    unknowns: [...notUnderstoodInTenant(tenant), ...swept.bounds],
    assumptions: assumptionsOf(candidates, tenant),
    isWhole: swept.bounds.length === 0,
  });
  return tenant.incomplete === undefined ? verdict : undecided(verdict, tenant.incomplete);
}

/** What a list lacks may stop somebody, or be somebody: nothing is shown of a tenant of which only a part is there. */
function undecided(verdict: Verdict, incomplete: NonNullable<Tenant["incomplete"]>): Verdict {
  const { uncovered, bypasses, unknowns, assumptions } = verdict;
  const missing = incomplete.map(({ field, why }): Unknown => ({ policy: undefined, field, why }));
  const [first = NOT_SHOWN, ...rest] = [...unknowns, ...missing];
  const uncertain = bypasses.map((bypass) => ({ ...bypass, certain: false }));
  return { kind: "unknown", uncovered, bypasses: uncertain, unknowns: [first, ...rest], assumptions, isWhole: false };
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
  const isFirm = verdict.bypasses.some(({ certain, hangsOn }) => certain && hangsOn.length === 0);
  return verdict.kind === "proved" || isFirm || isSame ? verdict.kind : prove(emptied, exemptions).kind;
}

interface Searched {
  readonly candidates: readonly CandidatePolicy[];
  readonly principals: Principals;
  readonly swept: Sweep;
  readonly bypasses: readonly Bypass[];
}

function searched(context: EvaluationContext, exempt: Exempt, told = context): Searched {
  const candidates = candidatePolicies(context);
  const principals = principalsOf([context.tenant], candidates, exempt.isExempt);
  const viewUnder = (reading: Reading): SearchContext | undefined =>
    searchContextOf(candidates, reading, principals, context, told);
  const searchContext = viewUnder("cautious");
  const swept = sweep(searchContext);
  return {
    candidates,
    principals,
    swept,
    bypasses: distinctFirstCertain(swept, searchContext, () => viewUnder("generous")),
  };
}

/** Ways in that are certain whatever isn't known turns out to be: those of the tenant in which it turned out for the best. */
function firmWaysIn(context: EvaluationContext, exempt: Exempt): readonly Bypass[] | undefined {
  const best = favourable(context);
  if (best === context) return undefined;
  return searched(best, exempt, context)
    .bypasses.filter(({ certain }) => certain)
    .map((bypass) => ({ ...bypass, because: reasonsFor(context, bypass.signIn), hangsOn: [] }));
}

/** How many ways in that hang on something are shown at least, where there are so many. */
const LEAST_HANGING = 5;

/** Ways in that are certain whatever turns out, then those that hang on what isn't known, then on what isn't understood. */
function certainFirst(bypasses: readonly Bypass[], firm: readonly Bypass[] | undefined): readonly Bypass[] {
  if (firm === undefined) return bypasses;
  const isFirm = ({ certain, hangsOn }: Bypass): boolean => certain && hangsOn.length === 0;
  const listed = new Set(firm.flatMap(({ people }) => people));
  const others = bypasses.filter((bypass) => !isFirm(bypass) || !bypass.people.every((id) => listed.has(id)));
  const hanging = [...others.filter(({ certain }) => certain), ...others.filter(({ certain }) => !certain)];
  const room = MOST_BYPASSES - Math.min(LEAST_HANGING, hanging.length);
  return [...firm.slice(0, room), ...hanging].slice(0, MOST_BYPASSES);
}

function verdictFrom(
  { open, bounds }: Sweep,
  bypasses: readonly Bypass[],
  basis: Omit<Proved, "kind" | "bypasses">,
): Verdict {
  const [certain, ...others] = bypasses.filter((bypass) => bypass.certain);
  const unclear = bypasses.filter((bypass) => !bypass.certain);
  if (certain !== undefined)
    return { kind: "bypass", ...basis, certain: [certain, ...others], bypasses: [certain, ...others, ...unclear] };
  if (open.length === 0 && bounds.length === 0) return { kind: "proved", ...basis, bypasses: [] };
  const [first = NOT_SHOWN, ...rest] = basis.unknowns;
  return { kind: "unknown", ...basis, bypasses, unknowns: [first, ...rest] };
}

function searchContextOf(
  candidates: readonly CandidatePolicy[],
  reading: Reading,
  principals: Principals,
  context: EvaluationContext,
  told: EvaluationContext,
): SearchContext | undefined {
  const space = searchSpaceOf(candidates, reading);
  return space && { space, reading, principals, context, told, tenantIndex: 0, tenants: undefined };
}

/** Distinct bypasses, certain ones first. Where only unclear ones come up, a certain one is looked for. */
function distinctFirstCertain(
  { open, bounds }: Sweep,
  searchContext: SearchContext | undefined,
  generousContext: () => SearchContext | undefined,
): readonly Bypass[] {
  if (open.length === 0 && bounds.length === 0) return [];
  // Whatever gets through under the generous reading does under the cautious one: another search would find no more.
  if (searchContext !== undefined && open.length === 0) return [];
  const bypasses = searchContext === undefined ? [] : distinctBypasses(searchContext, open);
  const certain = bypasses.some((bypass) => bypass.certain) ? [] : certainWays(generousContext());
  const all = [...certain, ...bypasses];
  return [...all.filter((bypass) => bypass.certain), ...all.filter((bypass) => !bypass.certain)].slice(
    0,
    MOST_BYPASSES,
  );
}

/** Steps of the search for one that hangs on nothing unclear: it comes after another search. */
const CERTAIN_BOUND = SPACE_BOUND / 4;

/** Sign-ins of one class that get through whatever the unclear content means. */
function certainWays(searchContext: SearchContext | undefined): readonly Bypass[] {
  if (searchContext === undefined) return [];
  return waysIn(searchContext, sweep(searchContext, 1, CERTAIN_BOUND).open, MOST_BYPASSES);
}

/** Principal classes whose first assignment is looked at, and those whose bypasses are told apart by their reasons. */
const CLASSES_SHOWN = 400;
const CLASSES_TOLD_APART = 12;

const distinctBypasses = (searchContext: SearchContext, open: readonly OpenClass[]): readonly Bypass[] =>
  waysIn(searchContext, candidates(searchContext, open), MOST_BYPASSES);

function* candidates(searchContext: SearchContext, open: readonly OpenClass[]): Generator<OpenClass> {
  yield* open.slice(0, CLASSES_SHOWN);
  const byReason = new ByReason(searchContext.space, searchContext.reading);
  for (const { principalClass } of open.slice(0, CLASSES_TOLD_APART))
    for (const assignment of byReason.assignments(queryOf(searchContext, principalClass).stopping))
      yield { principalClass, assignment };
}

function uncoveredBy(open: readonly OpenClass[], principals: Principals, { users }: Tenant): Uncovered {
  const principalClasses = open.map(({ principalClass }) => principalClass);
  const types = new Set<string>();
  for (const { members } of principalClasses)
    for (const { identities } of members) types.add(identities[0]?.type ?? "");
  return {
    users: users === undefined ? [] : peopleIn(principalClasses, principals),
    classes: users === undefined ? PERSON_CLASSES.filter((type) => types.has(type)) : [],
    outsiders: OUTSIDER_TYPES.filter((type) => types.has(type)),
  };
}
