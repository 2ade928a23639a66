import type { Enforcement, Policy } from "../law/model/policy";
import { groupedBy } from "../text/grouped-by";
import type { NonEmpty } from "../text/result";
import { listingSome, named } from "../text/sentence";

/** The state of a policy, to go after *is*. */
export const STATES: { readonly [K in Enforcement["kind"]]: string } = {
  enforced: "on",
  reportOnly: "report-only",
  off: "off",
  notUnderstood: "in a state that isn't understood",
};

/** A sentence names this many things at most. The evidence has all of them. */
export const MOST_NAMED = 3;

/** `A, B, C and 2 more`. */
export const listFew = (words: readonly string[]): string => listingSome(words, MOST_NAMED);

/** `"A"`, `"A" and "B"`, `"A", "B", "C" and 2 more`. */
export const namesOf = (policies: readonly Pick<Policy, "displayName">[]): string =>
  listFew(policies.map(({ displayName }) => named(displayName)));

/** `"A" includes`, `"A" and "B" include`: the policies with the right form of the verb. */
export const namesWithVerb = (policies: readonly Policy[], one: string, many: string): string =>
  `${namesOf(policies)} ${policies.length === 1 ? one : many}`;

/** `"A" is off; "B" and "C": each is report-only.` Policies about which the same is said share it. */
export const describeEach = (policies: readonly Policy[], say: (policy: Policy) => string): string =>
  `${groupedBy(policies, say)
    .map(([words, some]) => withEach(namesOf(some), some, words))
    .join("; ")}.`;

/** `"A" is off`, `"B" and "C": each is off`. */
export const withEach = (names: string, some: readonly unknown[], words: string): string =>
  `${names}${some.length === 1 ? "" : ": each"} ${words}`;

/** What to do about policies: `"A": turn it on`, `"B" and "C": include All users`. */
export function todoFor(policies: readonly Policy[], say: (policy: Policy) => string): NonEmpty<string> {
  const [first = "", ...rest] = groupedBy(policies, say).map(([words, some]) => `${namesOf(some)}: ${words}`);
  return [first, ...rest];
}
