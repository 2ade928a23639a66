import type { Bits } from "./cells/bits";
import type { Cell } from "./cells/grid";
import { SEARCH_BOUND, Search } from "./cells/search";
import { cellMatch } from "./cells/width";
import { isOpenFor, isPresent, type OpenCrowd, questOf, type View } from "./hole";
import { TOO_HARD, TOO_MANY_CROWDS, TOO_MANY_PLACES, type Unknown } from "./verdict";

/** Whom something lets through, and where. */
export interface Sweep {
  readonly open: readonly OpenCrowd[];
  /** Where a bound was reached, so that finding nothing is no proof. */
  readonly bounds: readonly Unknown[];
}

/** Steps for each crowd in turn: first few, so that hard ones don't keep easy ones from being looked at. */
const ROUNDS = [200_000, SEARCH_BOUND];
/** Cells that are tried for each crowd before a search: the ones found first. */
const MOST_KNOWN = 64;

/**
 * Looks for a hole for each crowd. A cell that is open for one is tried first for the next.
 * @param view undefined where there were too many places for a grid
 * @param most how many open crowds are enough
 */
export function sweep(view: View | undefined, most = Number.POSITIVE_INFINITY): Sweep {
  if (view === undefined) return { open: [], bounds: [TOO_MANY_PLACES] };
  const search = new Search(view.grid);
  const known: { readonly cell: Cell; readonly match: Bits }[] = [];
  const open: OpenCrowd[] = [];
  let left = view.population.crowds.filter((crowd) => isPresent(crowd, view.side));
  for (const steps of ROUNDS)
    left = left.filter((crowd) => {
      if (open.length >= most) return false;
      const again = known.find(({ match }) => isOpenFor(view, crowd, match));
      if (again !== undefined) {
        open.push({ crowd, cell: again.cell });
        return false;
      }
      const { cell, exhausted } = search.find(questOf(view, crowd), steps);
      if (cell === undefined) return exhausted;
      open.push({ crowd, cell });
      if (known.length < MOST_KNOWN) known.push({ cell, match: cellMatch(view.grid, cell, view.reading) });
      return false;
    });
  return {
    open,
    bounds: [...(left.length > 0 ? [TOO_HARD] : []), ...(view.population.isWhole ? [] : [TOO_MANY_CROWDS])],
  };
}
