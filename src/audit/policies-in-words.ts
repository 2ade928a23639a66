import type { Enforcement, Policy, UserAssignment } from "../law/model/policy";
import { GUEST_TYPES } from "../law/model/sign-in";
import type { NonEmpty } from "../text/result";
import { counted, listing, named, someOf } from "../text/sentence";
import { identityTypeNames } from "../words/principal";

/** What a policy is by its state: to go after *is*. */
export const STATES: { readonly [K in Enforcement["kind"]]: string } = {
  enforced: "on",
  reportOnly: "report-only",
  off: "off",
  notUnderstood: "in a state that isn't understood",
};

export const ALL_GUESTS = "guests and external users";

/** Which guests and external users one side of a policy names, and of how many tenants. */
export function guestsInWords({ everyGuest, guests }: Pick<UserAssignment, "everyGuest" | "guests">): string {
  if (everyGuest || guests === undefined) return ALL_GUESTS;
  const isAll = GUEST_TYPES.every((type) => guests.types.has(type));
  const types = isAll ? ALL_GUESTS : identityTypeNames([...guests.types]) || "guests of no type that is understood";
  const { homes } = guests;
  if (homes.kind === "enumerated") return `${types} of ${counted(homes.tenants.size, "tenant")}`;
  return homes.kind === "notUnderstood" ? `${types} of tenants that aren't understood` : types;
}

/** More names than these make a sentence that nobody reads; the evidence has them all. */
const MOST_NAMED = 3;

/** `"A"`, `"A" and "B"`, `"A", "B", "C" and 2 more`. */
export const namesOf = (policies: readonly Pick<Policy, "displayName">[], joint: "and" | "or" = "and"): string =>
  listing(fewOf(policies.map(({ displayName }) => named(displayName))), joint);

/** The first few, and how many more. */
export const fewOf = (words: readonly string[]): readonly string[] => someOf(words, MOST_NAMED);

/** `A, B, C and 2 more`. */
export const few = (words: readonly string[]): string => listing(fewOf(words), "and");

/** `"A" includes`, `"A" and "B" include`: the policies with the verb that goes with their number. */
export const doing = (policies: readonly Policy[], one: string, many: string): string =>
  `${namesOf(policies)} ${policies.length === 1 ? one : many}`;

/** `"A" is off; "B" and "C": each is report-only`: policies of which the same is said are said it of once. */
export const saidOf = (policies: readonly Policy[], say: (policy: Policy) => string): string =>
  `${groupedBy(policies, say)
    .map(([words, some]) => `${namesOf(some)}${some.length === 1 ? ` ${words}` : `: each ${words}`}`)
    .join("; ")}.`;

/** The same of what there is to do: `"A": switch it on`, `each of "A" and "B": switch it on`. */
export function todoFor(policies: readonly Policy[], say: (policy: Policy) => string): NonEmpty<string> {
  const [first = "", ...rest] = groupedBy(policies, say).map(
    ([words, some]) => `${some.length === 1 ? "" : "each of "}${namesOf(some)}: ${words}`,
  );
  return [first, ...rest];
}

/** What is said, each with those of which it is, in the order in which it is first. */
export function groupedBy<T>(
  items: readonly T[],
  say: (item: T) => string,
): readonly (readonly [words: string, items: readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const words = say(item);
    groups.set(words, [...(groups.get(words) ?? []), item]);
  }
  return [...groups];
}
