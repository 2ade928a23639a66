import { DIMENSIONS } from "../../law/conditions";
import { evaluationContext } from "../../law/evaluate";
import type { Dimension } from "../../law/model/dimensions";
import type { UserId } from "../../law/model/ids";
import { OUTSIDER_TYPES, type OutsiderType, PERSON_CLASSES, type PersonClass } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import type { NonEmpty } from "../../text/result";
import { mayStopSomebody } from "../../verifier/encoding/encoding";
import type { Exempt } from "../../verifier/exemptions";
import { type Exposure, exposuresBeside } from "../../verifier/exposure";
import type { Uncovered } from "../../verifier/verdict";
import { isBlock } from "../carriers/facet";
import { representedIn } from "../carriers/find-carriers";
import type { AuditContext } from "../context";
import { deviceKinds, listedKinds, placeKinds, type SignInKind } from "./kind";

/**
 * How somebody stands in one kind of sign-ins, at its worst over everything else. *blocked*: with MFA or without. *hanging*: whether
 * they get in depends on what isn't known or understood.
 */
export type CellState = "blocked" | "covered" | "exempt" | "hanging" | "exposed";

/** From good to bad. */
export const CELL_STATES: readonly CellState[] = ["blocked", "covered", "exempt", "hanging", "exposed"];

/** The one of two that is worse. */
export const worse = (one: CellState, other: CellState): CellState =>
  CELL_STATES.indexOf(one) < CELL_STATES.indexOf(other) ? other : one;

const WEIGHT: { readonly [S in CellState]: number } = {
  exposed: 1000,
  hanging: 100,
  exempt: 1,
  covered: 0,
  blocked: 0,
};

/** How bad they are together, the worst first counting most. */
export const badness = (states: readonly CellState[]): number => states.reduce((sum, state) => sum + WEIGHT[state], 0);

/** Kinds of sign-ins of one dimension that are shown as one. */
export interface Column {
  readonly dimension: Dimension;
  readonly kinds: NonEmpty<SignInKind>;
  /** Whether these are all kinds of the dimension. */
  readonly isWhole: boolean;
  /** How each sort of people stands, in their order. */
  readonly states: readonly CellState[];
}

/** The columns for these kinds, with how each sort of people stands in each kind: kinds of one dimension that stand alike are one. */
export function columnsOf(kinds: readonly (readonly [SignInKind, readonly CellState[]])[]): readonly Column[] {
  const byDimension = new Map<Dimension, Column[]>();
  for (const [kind, states] of kinds) {
    const { dimension } = kind;
    const columns = byDimension.get(dimension) ?? [];
    const at = columns.findIndex((column) => column.states.every((one, index) => one === states[index]));
    const alike = columns[at];
    if (alike === undefined) columns.push({ dimension, kinds: [kind], isWhole: false, states });
    else columns[at] = { ...alike, kinds: [...alike.kinds, kind] };
    byDimension.set(dimension, columns);
  }
  return [...byDimension.values()].flatMap((columns) =>
    columns.map((column) => ({ ...column, isWhole: columns.length === 1 })),
  );
}

/** Exempt people in lots, and for each kind of sign-ins how each lot stands. */
export interface ExemptPeople {
  readonly lots: readonly (readonly UserId[])[];
  readonly states: readonly (readonly CellState[])[];
}

/**
 * How people stand whom the register exempts: *exempt* where one may get in, and *covered* where a policy asks them for MFA all the
 * same. They are asked about as if they weren't exempt.
 */
export function exemptPeople(
  { tenant, exempt }: Pick<AuditContext, "tenant" | "exempt">,
  kinds: readonly SignInKind[],
): ExemptPeople {
  const people = tenant.users?.filter(({ id }) => exempt.isExempt(id)) ?? [];
  if (people.length === 0) return { lots: [], states: kinds.map(() => []) };
  const nobody = { isExempt: () => false, groups: new Set<never>() };
  const { lots, tenant: few } = representedIn({ ...tenant, users: people }, nobody);
  const sorts = lots.flatMap(([first]) => first ?? []);
  const states = statesIn(few, nobody, kinds, sorts).map((all) =>
    all.map((one): CellState => (one === "exposed" || one === "hanging" ? "exempt" : one)),
  );
  return { lots, states };
}

/** Who is covered in which way of signing in. */
export interface Coverage {
  readonly columns: readonly Column[];
  readonly rows: readonly CoverageRow[];
}

/** People who stand alike in every way, and who are of the same classes. */
export interface CoverageRow {
  readonly people: readonly UserId[];
  /** Who signs in without being known by name. */
  readonly type: PersonClass | OutsiderType | undefined;
  /** The register exempts them, whether a policy asks them for MFA or not. */
  readonly isExempt: boolean;
  /** How many sorts of people are in it who don't stand alike, so that each cell is the worst of them; 1 where all do. */
  readonly sorts: number;
  /** One for each column. */
  readonly cells: readonly CellState[];
}

type Seen = Pick<AuditContext, "tenant" | "exempt" | "represented" | "names">;
type Who = UserId | PersonClass | OutsiderType;

/** More rows of people aren't shown: the last ones, which stand best, are put together. */
const MOST_ROWS = 40;

/** The kinds of sign-ins that are worth a look for the tenant's policies, those of a dimension one after the other. */
export function kindsFor({ tenant }: Pick<Seen, "tenant">): readonly SignInKind[] {
  const candidates = tenant.policies.filter((policy) => mayStopSomebody(policy));
  const kinds = [...listedKinds(candidates, tenant), ...placeKinds(candidates, tenant), ...deviceKinds(candidates)];
  return DIMENSIONS.flatMap((dimension) => kinds.filter((kind) => kind.dimension === dimension));
}

/**
 * Asks the verifier about each kind of sign-ins, with one person of each lot.
 * @param bound steps of the search; where it reaches them, nobody whom it hasn't settled is covered
 */
export function coverageOf(audited: Seen, bound?: number): Coverage {
  const { tenant, exempt, represented } = audited;
  const kinds = kindsFor(audited);
  const types: readonly Who[] = [...(tenant.users === undefined ? PERSON_CLASSES : []), ...OUTSIDER_TYPES];
  const sorts = [...represented.lots.flatMap(([first]) => first ?? []), ...types];
  const own = statesIn(represented.tenant, exempt, kinds, sorts, bound);
  const beside = exemptPeople(audited, kinds);
  const columns = columnsOf(
    kinds.map((kind, at) => [kind, [...(own[at] ?? []), ...(beside.states[at] ?? [])]] as const),
  );
  const cellsOf = (sort: number): readonly CellState[] => columns.map(({ states }) => states[sort] ?? "hanging");
  return {
    columns,
    rows: [
      ...peopleRows(represented.lots, audited, cellsOf),
      ...peopleRows(beside.lots, undefined, (lot) => cellsOf(sorts.length + lot)),
      ...types.map(
        (type, at): CoverageRow => ({
          people: [],
          type: type as PersonClass | OutsiderType,
          isExempt: false,
          sorts: 1,
          cells: cellsOf(represented.lots.length + at),
        }),
      ),
    ],
  };
}

/**
 * For each kind of sign-ins how each sort of people stands. Where the tenant has policies or people that weren't read, nobody is
 * exposed for certain: these may stop them. Whom the policies cover that block, and those alone, is blocked.
 */
function statesIn(
  tenant: Tenant,
  { isExempt, groups }: Exempt,
  kinds: readonly SignInKind[],
  sorts: readonly Who[],
  bound?: number,
): readonly (readonly CellState[])[] {
  const conditions = kinds.map(({ others }) => others);
  const exposuresOf = (policies: Tenant["policies"]): readonly Exposure[] =>
    exposuresBeside(evaluationContext({ ...tenant, policies }, groups), isExempt, conditions, bound);
  const blocks = tenant.policies.filter(isBlock);
  const unblocked = blocks.length === 0 ? [] : exposuresOf(blocks);
  return exposuresOf(tenant.policies).map((exposure, at) => {
    const [isOpen, mayBeOpen] = [everybodyIn(exposure.certain), everybodyIn(exposure.possible)];
    const beyondBlocks = unblocked[at];
    const getsPastBlocks = beyondBlocks?.isWhole ? everybodyIn(beyondBlocks.possible) : undefined;
    return sorts.map((who): CellState => {
      if (isOpen.has(who)) return tenant.partlyKnown === undefined ? "exposed" : "hanging";
      if (mayBeOpen.has(who) || !exposure.isWhole) return "hanging";
      return getsPastBlocks?.has(who) === false ? "blocked" : "covered";
    });
  });
}

const everybodyIn = ({ users, classes, outsiders }: Uncovered): ReadonlySet<Who> =>
  new Set<Who>([...users, ...classes, ...outsiders]);

/**
 * Those who stand alike together, the worst first.
 * @param seen what tells of which classes they are; undefined of exempt people, of whom that doesn't matter
 */
function peopleRows(
  lots: AuditContext["represented"]["lots"],
  seen: Seen | undefined,
  cellsOf: (lot: number) => readonly CellState[],
): readonly CoverageRow[] {
  const rows = new Map<string, CoverageRow & { readonly people: UserId[] }>();
  lots.forEach((lot, number) => {
    const [first] = lot;
    if (first === undefined) return;
    const cells = cellsOf(number);
    const key = `${cells.join()} ${seen?.names.userOf(first)?.classes.join() ?? ""}`;
    const row = rows.get(key);
    if (row === undefined)
      rows.set(key, { people: [...lot], type: undefined, isExempt: seen === undefined, sorts: 1, cells });
    else for (const one of lot) row.people.push(one);
  });
  const sorted = [...rows.values()].sort((one, other) => badness(other.cells) - badness(one.cells));
  if (sorted.length <= MOST_ROWS) return sorted;
  return [...sorted.slice(0, MOST_ROWS - 1), inOneRow(sorted.slice(MOST_ROWS - 1))];
}

const inOneRow = (rows: readonly CoverageRow[]): CoverageRow => ({
  people: rows.flatMap(({ people }) => people),
  type: undefined,
  isExempt: rows.some(({ isExempt }) => isExempt),
  sorts: rows.length,
  cells: rows.map(({ cells }) => cells).reduce((one, other) => one.map((cell, at) => worse(cell, other[at] ?? cell))),
});
