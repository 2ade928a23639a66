import { isRespelt } from "./content";
import { devicesOf, type OracleDevice } from "./devices";
import { every, type Formula, type Numbered, no, some } from "./formula";
import { unsatisfied } from "./grant";
import { ANYBODY, device, place, simple, standing } from "./law";
import { placesOf } from "./places";
import { isRaw, list, type Raw, said } from "./raw";
import { shownIn } from "./shows";
import { SIMPLE } from "./simple-conditions";

/** A policy, or what matters of one, with the tenant file that it stands in. */
export interface Placed {
  readonly tenant: Raw;
  readonly conditions: Raw;
  readonly policy: Raw;
}

/** When each policy would stop a sign-in, whichever person signs in: the number of a formula. */
export type Way = readonly number[];

export const policiesOf = (tenants: readonly Raw[]): readonly Placed[] =>
  tenants.flatMap((tenant) =>
    list(tenant["policies"]).map((policy) => ({ tenant, policy, conditions: conditionsOf(policy) })),
  );

/** Where they can't be read they may be about anybody. */
const conditionsOf = (policy: Raw): Raw =>
  isRespelt(policy) || !isRaw(policy["conditions"])
    ? ({ users: ANYBODY, clientAppTypes: ["all"] } as unknown as Raw)
    : policy["conditions"];

const FLOW = SIMPLE.length - 1;

/**
 * What policies say about each value of each dimension: how somebody signs in, from where, and what they show in addition to a password.
 * A sign-in is one way of each.
 */
export function dimensionsOf(
  tenants: readonly Raw[],
  placed: readonly Placed[],
  numbered: Numbered,
): readonly (readonly Way[])[] {
  const answers = (said: (placed: Placed) => Formula): Way => placed.map((one) => numbered.of(said(one)));
  const dimensions = SIMPLE.slice(0, FLOW).map(({ values }, at) =>
    values.map((value) => answers(({ conditions }) => simple(conditions, at, value))),
  );
  const lacks = new Map(
    placed.map((one) => [one, isRespelt(one.policy) ? () => true : unsatisfied(one.policy, one.tenant)]),
  );
  const shown = shownIn(tenants, SIMPLE[FLOW]?.values ?? [], devicesToldApart(tenants, placed, numbered)).map((one) =>
    answers((of) =>
      every([simple(of.conditions, FLOW, one.flow), device(of.conditions, one.device), lacks.get(of)?.(one) ?? false]),
    ),
  );
  const places = placesOf(tenants, []).map((from) =>
    answers(({ conditions, tenant }) => place(conditions, tenant, from)),
  );
  return [[answers(({ policy }) => standing(policy))], ...dimensions, places, shown].map(distinct);
}

/** Every way to sign in. Ways that get the same answers are one. */
export const waysOf = (tenants: readonly Raw[], placed: readonly Placed[], numbered: Numbered): readonly Way[] =>
  dimensionsOf(tenants, placed, numbered).reduce((some, others) =>
    distinct(others.flatMap((one) => some.map((other) => bothOf(other, one, numbered)))),
  );

const distinct = (ways: readonly Way[]): readonly Way[] => [...new Map(ways.map((way) => [way.join(), way])).values()];

/** One of each of the devices that no policy tells apart, by its filter or by its grant. */
function devicesToldApart(tenants: readonly Raw[], placed: readonly Placed[], numbered: Numbered): OracleDevice[] {
  const filters = new Map(placed.map(({ conditions }) => [said(conditions["devices"]), conditions]));
  const answers = (one: OracleDevice): string =>
    [
      ...Array.from(filters.values(), (conditions) => numbered.of(device(conditions, one))),
      one.get("iscompliant") === "true",
      one.get("trusttype") === "serverad",
      one.size === 0,
    ].join();
  return [...new Map(devicesOf(tenants).map((one) => [answers(one), one])).values()];
}

export const bothOf = (one: Way, other: Way, numbered: Numbered): Way =>
  one.map((number, at) => numbered.both(number, other[at] ?? numbered.of(false)));

/** When none of the policies stops the sign-in: the distinct cases of many ways. */
export function openIn(ways: readonly Way[], numbered: Numbered): readonly Formula[] {
  const [never, always] = [numbered.of(false), numbered.of(true)];
  const open = ways.filter((way) => !way.includes(always));
  const stopping = open.map((way) => [...new Set(way)].filter((number) => number !== never).sort((a, b) => a - b));
  const distinct = new Map(stopping.map((numbers) => [numbers.join(), numbers]));
  return [...distinct.values()].map((numbers) => no(some(numbers.map(numbered.formula))));
}
