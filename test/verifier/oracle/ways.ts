import { isOfWrongType, isRespelt, unheardOf } from "./content";
import { coversDevice, devicesOf } from "./devices";
import { grantStops } from "./grant";
import { coversPlace, placesOf } from "./places";
import { isRaw, list, type Raw } from "./raw";
import { forWorkloads, SIMPLE } from "./simple-conditions";
import { targets } from "./target";
import { and, NO, type Tri, UNCLEAR, YES } from "./tri";

/** A policy, or what matters of one, with the tenant file that it stands in. */
export interface Placed {
  readonly tenant: Raw;
  readonly conditions: Raw;
  readonly policy: Raw;
}

/** What each policy says, one `Tri` for each. */
export type Answers = readonly Tri[];

export const policiesOf = (tenants: readonly Raw[]): readonly Placed[] =>
  tenants.flatMap((tenant) =>
    list(tenant["policies"]).map((policy) => ({ tenant, policy, conditions: conditionsOf(policy) })),
  );

/** Where they can't be read they may be about anybody. */
const conditionsOf = (policy: Raw): Raw =>
  isRespelt(policy) || !isRaw(policy["conditions"])
    ? { users: "anybody", clientAppTypes: ["all"] }
    : policy["conditions"];

/** Every way to sign in, whoever does: how strongly each policy would stop it. Ways that get the same answers are one. */
export function waysOf(tenants: readonly Raw[]): readonly Answers[] {
  const placed = policiesOf(tenants);
  return [
    ...SIMPLE.map(({ values, covers }) =>
      values.map((value) => placed.map(({ conditions }) => covers(conditions, value))),
    ),
    placesOf(tenants).map((place) => placed.map(({ conditions, tenant }) => coversPlace(conditions, tenant, place))),
    devicesOf(tenants).map((device) => placed.map(({ conditions }) => coversDevice(conditions, device))),
  ].reduce(crossed, [placed.map(standing)]);
}

/** What doesn't depend on the sign-in. */
function standing({ policy, tenant, conditions }: Placed): Tri {
  if (isRespelt(policy)) return UNCLEAR;
  if (forWorkloads(conditions)) return NO;
  const isUnderstood = unheardOf(policy).length === 0 && !isOfWrongType(policy);
  const about = isRaw(policy["conditions"]) ? targets(policy) : UNCLEAR;
  return and(stateOf(policy), about, grantStops(policy, tenant), isUnderstood ? YES : UNCLEAR);
}

function stateOf({ state, deletedDateTime }: Raw): Tri {
  if (typeof deletedDateTime === "string") return NO;
  if (state === "enabled") return YES;
  return state === "disabled" || state === "enabledForReportingButNotEnforced" ? NO : UNCLEAR;
}

export const both = (one: Answers, other: Answers): Answers => one.map((tri, at) => and(tri, other[at] ?? NO));

function crossed(some: readonly Answers[], others: readonly Answers[]): Answers[] {
  const distinct = new Map<string, Answers>();
  for (const one of new Map(others.map((answers) => [answers.join(), answers])).values())
    for (const other of some) {
      const joined = both(one, other);
      distinct.set(joined.join(), joined);
    }
  return [...distinct.values()];
}
