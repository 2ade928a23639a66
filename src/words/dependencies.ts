import { shellWord } from "../text/printable";
import { listing, shortened, someOf } from "../text/sentence";
import { type Dependency, mostPoliciesFirst } from "../verifier/verdict";
import type { Judgement } from "./judgement";
import { type DirectoryNames, directoryNames } from "./principal";

/** What a way in depends on, to go after *on*: `the group "Operations" and what "CA001" means by conditions.times`. */
export const describeDependencies = (hangsOn: readonly Dependency[], names: DirectoryNames): string =>
  listing([...new Set(hangsOn.map((one) => nameOf(one, names)))], "and");

/** How many things are named. The others are counted. */
const MOST_NAMED = 5;

/**
 * The unknown things that ways in depend on, once for all of them, and what would make the verdict *proved*. Content that isn't
 * understood is listed elsewhere.
 */
export function dependenciesInWords({ verdict: { bypasses, settledBy }, tenant }: Judgement) {
  const hangsOn = mostPoliciesFirst(bypasses.flatMap((way) => (way.certain ? way.hangsOn : [])));
  const settling = hangsOn.length === 0 ? [] : (settledBy ?? []);
  const listed = settling.length === 0 ? hangsOn : settling;
  const options = settling.map(({ id }) => `--assume ${shellWord(`${shortened(id)}=empty`)}`).join(" ");
  return {
    items: someOf([...new Set(listed.map((one) => nameOf(one, directoryNames(tenant))))], MOST_NAMED),
    after:
      settling.length === 0
        ? "To settle it, add these to the tenant file."
        : `PROVED if they hold only exempt people and those in the file. To judge with this assumption: \`${options}\`.`,
  };
}

/** The name of a thing, with its id for `--assume`. */
function nameOf({ kind, id, policy }: Pick<Dependency, "kind" | "id" | "policy">, names: DirectoryNames): string {
  if (kind === "content") {
    const known = names.tenant.policies.find((one) => one.id === policy);
    return `what ${known === undefined ? "the file" : names.policy(known)} means by ${shortened(id)}`;
  }
  return `${names.the(kind, id)}${names.nameOf(id) === undefined ? "" : ` (${shortened(id)})`}`;
}
