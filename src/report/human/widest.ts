import { DIMENSIONS } from "../../conditions";
import type { Dimension } from "../../model/dimensions";
import type { Principal } from "../../model/sign-in";
import type { Bypass } from "../../verifier/verdict";

/** The ways in without those that another one, as certain, already tells: the same people and more, at the same width or more. */
export const widestOnly = (bypasses: readonly Bypass[]): readonly Bypass[] =>
  bypasses.filter(
    (bypass, at) =>
      !bypasses.some((other, place) => place !== at && tells(other, bypass) && (place < at || !tells(bypass, other))),
  );

function tells(wide: Bypass, narrow: Bypass): boolean {
  if (wide.certain !== narrow.certain || wide.people.length < narrow.people.length) return false;
  const people = new Set(wide.people);
  const others = new Set(wide.others.map(keyOf));
  return (
    narrow.people.every((id) => people.has(id)) &&
    narrow.others.every((one) => others.has(keyOf(one))) &&
    DIMENSIONS.every((dimension) => isWider(dimension, wide, narrow))
  );
}

const keyOf = ({ kind, identity: { type, home } }: Principal): string => `${kind} ${type} ${home}`;

function isWider<D extends Dimension>(dimension: D, wide: Bypass, narrow: Bypass): boolean {
  const all = wide.alsoTrueFor[dimension] ?? [wide.signIn[dimension]];
  if (all === "any") return true;
  const some = narrow.alsoTrueFor[dimension] ?? [narrow.signIn[dimension]];
  return some !== "any" && some.every((value) => all.some((one) => one === value));
}
