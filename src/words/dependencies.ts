import { groupedBy } from "../text/grouped-by";
import { shellWord } from "../text/printable";
import { counted, listing, shortened, someOf } from "../text/sentence";
import { type Dependency, mostPoliciesFirst } from "../verifier/verdict";
import type { Judgement } from "./judgement";
import { type DirectoryNames, directoryNames } from "./principal";

/** What a way in depends on, to go after *on*: `the group "Operations" and what "CA001" means by conditions.times`. */
export const describeDependencies = (hangsOn: readonly Dependency[], names: DirectoryNames): string =>
  listing([...new Set(hangsOn.map((one) => nameOf(one, names)))], "and");

/** How many things are named. The others are counted. */
const MOST_NAMED = 5;

/**
 * The unknown things that ways in depend on, once for all of them: each thing, and what would make the verdict *proved*. `undefined` if
 * no way in depends on anything. Content that isn't understood is listed elsewhere.
 */
export function dependenciesInWords({ verdict: { bypasses, settledBy }, tenant }: Judgement) {
  const hangsOn = mostPoliciesFirst(bypasses.filter(({ certain }) => certain).flatMap((way) => way.hangsOn));
  if (hangsOn.length === 0) return undefined;
  const names = directoryNames(tenant);
  const settling = (settledBy ?? []).map(
    ({ kind, id }) =>
      hangsOn.find((one) => one.kind === kind && one.id === id) ?? { kind, id, policies: 0, holds: true },
  );
  const listed = settling.length === 0 ? hangsOn : mostPoliciesFirst(settling);
  const items = groupedBy(listed, (one) => nameOf(one, names)).map(
    ([name, [one]]) => `${name}${dependents(one?.policies)}`,
  );
  const options = settling.map(({ id }) => `--assume ${shellWord(`${shortened(id)}=empty`)}`).join(" ");
  return {
    title: "What isn't known",
    items: someOf(items, MOST_NAMED),
    after:
      settling.length === 0
        ? "To settle it, add these to the tenant file."
        : `PROVED if they hold only exempt people and those in the file. To judge with this assumption: \`${options}\`.`,
  };
}

const dependents = (policies = 0): string =>
  policies === 0 ? "" : `: ${counted(policies, "policy depends", "policies depend")} on it`;

/** The name of a thing, with its id for `--assume`. */
function nameOf({ kind, id, policy }: Dependency, names: DirectoryNames): string {
  if (kind === "content")
    return `what ${policy === undefined ? "the file" : names.policyOf(policy)} means by ${shortened(id)}`;
  return `${names.the(kind, id)}${names.nameOf(id) === undefined ? "" : ` (${shortened(id)})`}`;
}
