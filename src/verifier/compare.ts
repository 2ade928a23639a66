import { bitsWhere } from "./cells/bits";
import { contendersOf } from "./cells/contender";
import { gridOf } from "./cells/grid";
import { groundOf } from "./evaluate";
import { type Exemption, exemptIn } from "./exemptions";
import { distinctWitnesses, holeOf, type View } from "./hole";
import { notUnderstoodInTenant } from "./not-understood";
import { sweep } from "./sweep";
import type { Tenant } from "./tenant";
import { populationOf } from "./universe/crowd";
import { type Hole, MOST_HOLES, TOO_MANY_PLACES, type Unknown } from "./verdict";

/** What a change does to the sign-ins of a tenant. */
export interface Comparison {
  readonly kind: "equivalent" | "different" | "unknown";
  /** Sign-ins that were stopped before and get through after: distinct ones, at most {@link MOST_HOLES}. */
  readonly opened: readonly Hole[];
  /** Sign-ins that got through before and are stopped after. `because` says why they got through. */
  readonly closed: readonly Hole[];
  readonly unknowns: readonly Unknown[];
}

/**
 * Compares two states of a tenant, sign-in by sign-in, under the cautious reading of both. Somebody who wasn't there
 * before counts as stopped before.
 * @param exemptions people who may be uncovered, looked up in the state in which the sign-in gets through
 */
export function compare(before: Tenant, after: Tenant, exemptions: readonly Exemption[] = []): Comparison {
  const opened = openedIn(1, [before, after], exemptions);
  const closed = openedIn(0, [before, after], exemptions);
  const bounds = [...opened.bounds, ...closed.bounds];
  return {
    kind: kindOf(opened, closed),
    opened: opened.holes,
    closed: closed.holes,
    unknowns: [...notUnderstoodInTenant(before), ...notUnderstoodInTenant(after), ...bounds],
  };
}

/** What was closed doesn't tell whether something was opened: where that couldn't be settled, the answer is unknown. */
function kindOf(opened: Opened, closed: Opened): Comparison["kind"] {
  if (opened.holes.length > 0) return "different";
  if (opened.bounds.length > 0) return "unknown";
  if (closed.holes.length > 0) return "different";
  return closed.bounds.length > 0 ? "unknown" : "equivalent";
}

interface Opened {
  readonly holes: readonly Hole[];
  readonly bounds: readonly Unknown[];
}

/** Sign-ins that get through on one side and are stopped on the other. */
function openedIn(side: 0 | 1, tenants: readonly [Tenant, Tenant], exemptions: readonly Exemption[]): Opened {
  const grounds = tenants.map((tenant) => groundOf(tenant, exemptIn(tenant, exemptions).groups));
  const contenders = grounds.flatMap((ground, index) => contendersOf(ground, index));
  const grid = gridOf(contenders, "cautious", false);
  const ground = grounds[side];
  if (grid === undefined || ground === undefined) return { holes: [], bounds: [TOO_MANY_PLACES] };
  const population = populationOf(tenants, contenders, exemptIn(tenants[side], exemptions).isExempt);
  const here = bitsWhere(contenders.length, (index) => contenders[index]?.side === side);
  const there = bitsWhere(contenders.length, (index) => contenders[index]?.side !== side);
  const view: View = { grid, reading: "cautious", population, ground, side, sides: { here, there } };
  const { open, bounds } = sweep(view);
  const witnesses = distinctWitnesses(view, open, MOST_HOLES);
  return { holes: witnesses.map((witness) => holeOf(view, witness)), bounds };
}
