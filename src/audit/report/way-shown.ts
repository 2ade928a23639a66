import type { Circumstances, Dimension } from "../../law/model/dimensions";
import type { UserId } from "../../law/model/ids";
import type { Tenant } from "../../law/model/tenant";
import type { Bypass } from "../../verifier/verdict";
import type { Column } from "../by-way/columns";
import type { CoverageRow } from "../by-way/coverage";
import { isOfKind, type SignInKind } from "../by-way/kind";

/** The number of the first of these ways in, from 0, that is open for somebody of a row by a sign-in of a column; -1 where none is. */
export const wayShown = (row: CoverageRow, column: Column, ways: readonly Bypass[], tenant: Tenant): number =>
  ways.findIndex((way) => isFor(row, way) && column.kinds.some((kind) => reaches(way, kind, tenant)));

/** All people of a row whose cells aren't the worst of several sorts are alike, so one of them tells. */
const isFor = ({ people, type, sorts }: CoverageRow, way: Bypass): boolean =>
  type === undefined
    ? (sorts === 1 ? people.slice(0, 1) : people).some((id) => isAmong(way.people, id))
    : way.others.some(({ identity }) => identity.type === type);

/** Whether the sorted list has it. */
function isAmong(sorted: readonly UserId[], id: UserId): boolean {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const at = sorted[middle];
    if (at === id) return true;
    if (at !== undefined && at < id) from = middle + 1;
    else to = middle;
  }
  return false;
}

/** Whether a way in is as wide as to have a sign-in of this kind. */
export function reaches({ signIn, alsoTrueFor }: Bypass, kind: SignInKind, tenant: Tenant): boolean {
  const { dimension } = kind.what;
  const width: "any" | readonly Circumstances[Dimension][] = alsoTrueFor[dimension] ?? [signIn[dimension]];
  return width === "any" || width.some((value) => isOfKind(kind, { ...signIn, [dimension]: value }, tenant));
}
