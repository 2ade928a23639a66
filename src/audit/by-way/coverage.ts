import type { UserId } from "../../model/ids";
import { OUTSIDER_TYPES, type OutsiderType, PERSON_CLASSES, type PersonClass } from "../../model/sign-in";
import type { Tenant } from "../../model/tenant";
import { evaluationContext } from "../../verifier/evaluate";
import { favourable } from "../../verifier/favourable";
import { candidatePolicies } from "../../verifier/search/candidate-policy";
import { TenantSearch } from "../../verifier/tenant-search";
import type { Uncovered } from "../../verifier/verdict";
import type { Audited } from "../audited";
import { type Column, columnsFor, onlyThatWay } from "./columns";

/**
 * How somebody stands in one way of signing in, at its worst over everything else. *hanging*: whether they get in hangs on
 * what isn't known or understood.
 */
export type Standing = "covered" | "exempt" | "hanging" | "exposed";

/** People who stand alike in every way, and who are of the same classes. */
export interface CoverageRow {
  readonly people: readonly UserId[];
  /** Who signs in without being known by name. */
  readonly type: PersonClass | OutsiderType | undefined;
  readonly cells: readonly Standing[];
}

/** Who is covered in which way of signing in. */
export interface Coverage {
  readonly columns: readonly Column[];
  readonly rows: readonly CoverageRow[];
}

/** Asks the verifier about each way of signing in by itself. Costs two searches for each. */
export function coverageOf({ tenant, exempt, names, represented }: Audited): Coverage {
  const few = represented.tenant;
  const candidates = candidatePolicies(evaluationContext(tenant, exempt.groups)).map(({ policy }) => policy);
  const all = columnsFor(candidates);
  const answers = all.map((column) => ask(onlyThatWay(few, column), exempt));
  const isSame = (at: number): boolean => all[at]?.value === "easSupported" && same(answers[at], answers[at - 1]);
  const columns = all.filter((_column, at) => !isSame(at));
  const kept = answers.filter((_answer, at) => !isSame(at));
  const rows = new Map<string, { people: UserId[]; cells: readonly Standing[] }>();
  if (tenant.users !== undefined)
    for (const lot of represented.lots) {
      const [first] = lot;
      if (first === undefined) continue;
      add(
        kept.map(({ of }) => of(first)),
        lot,
        names.userOf(first)?.classes.join() ?? "",
      );
    }
  const exemptPeople = (tenant.users ?? []).flatMap(({ id }) => (exempt.isExempt(id) ? [id] : []));
  if (exemptPeople.length > 0)
    add(
      kept.map(() => "exempt"),
      exemptPeople,
      "",
    );
  const types = [...(tenant.users === undefined ? PERSON_CLASSES : []), ...OUTSIDER_TYPES];
  return {
    columns,
    rows: [
      ...[...rows.values()]
        .toSorted((one, other) => rank(other.cells) - rank(one.cells))
        .map((row) => ({ ...row, type: undefined })),
      ...types.map((type): CoverageRow => ({ people: [], type, cells: kept.map(({ of }) => of(type)) })),
    ],
  };

  function add(cells: readonly Standing[], people: readonly UserId[], classes: string): void {
    const key = `${cells.join()} ${classes}`;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { people: [...people], cells });
    else row.people.push(...people);
  }
}

interface Answers {
  readonly open: Uncovered;
  readonly of: (who: UserId | PersonClass | OutsiderType) => Standing;
}

function ask(tenant: Tenant, { isExempt, groups }: Audited["exempt"]): Answers {
  const context = evaluationContext(tenant, groups);
  const search = new TenantSearch(context, isExempt);
  const open = search.uncovered();
  const best = favourable(context);
  const firm = search.isClosed ? open : new TenantSearch(best, isExempt).uncovered("generous");
  const [mayOpen, isOpen] = [everybodyIn(open), everybodyIn(firm)];
  const isBounded = search.swept.bounds.length > 0;
  return {
    open,
    of: (who) => (isOpen.has(who) ? "exposed" : mayOpen.has(who) || isBounded ? "hanging" : "covered"),
  };
}

const everybodyIn = ({ users, classes, outsiders }: Uncovered): ReadonlySet<string> =>
  new Set<string>([...users, ...classes, ...outsiders]);

const same = (one: Answers | undefined, other: Answers | undefined): boolean =>
  JSON.stringify(one?.open) === JSON.stringify(other?.open);

const WEIGHT: { readonly [S in Standing]: number } = { exposed: 1000, hanging: 100, exempt: 1, covered: 0 };
const rank = (cells: readonly Standing[]): number => cells.reduce((sum, cell) => sum + WEIGHT[cell], 0);
