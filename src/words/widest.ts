import { DIMENSIONS } from "../law/conditions";
import type { Dimension } from "../law/model/dimensions";
import type { Principal } from "../law/model/sign-in";
import type { Bypass } from "../verifier/verdict";

/** The ways in without those that another one, as certain, already tells: the same people and more, at the same width or more. */
export function widestOnly(bypasses: readonly Bypass[]): readonly Bypass[] {
  const known = bypasses.map((bypass): Told => ({ bypass, whom: undefined }));
  return known
    .filter(
      (one, at) =>
        !known.some((other, place) => place !== at && tells(other, one) && (place < at || !tells(one, other))),
    )
    .map(({ bypass }) => bypass);
}

/** A way in with whom it is open for, which is worked out once where it is asked. */
interface Told {
  readonly bypass: Bypass;
  whom: ReadonlySet<string> | undefined;
}

function tells(wide: Told, { bypass: narrow }: Told): boolean {
  const { certain, people, others } = wide.bypass;
  if (certain !== narrow.certain || people.length < narrow.people.length) return false;
  if (!DIMENSIONS.every((dimension) => isWider(dimension, wide.bypass, narrow))) return false;
  wide.whom ??= new Set<string>([...people, ...others.map(keyOf)]);
  const { whom } = wide;
  return narrow.people.every((id) => whom.has(id)) && narrow.others.every((one) => whom.has(keyOf(one)));
}

const keyOf = ({ kind, identity: { type, home } }: Principal): string => `${kind} ${type} ${home}`;

function isWider<D extends Dimension>(dimension: D, wide: Bypass, narrow: Bypass): boolean {
  const all = wide.alsoTrueFor[dimension] ?? [wide.signIn[dimension]];
  if (all === "any") return true;
  const some = narrow.alsoTrueFor[dimension] ?? [narrow.signIn[dimension]];
  return some !== "any" && some.every((value) => all.some((one) => one === value));
}
