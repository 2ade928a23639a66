import { shellWord } from "../text/printable";
import { counted, shortened, someOf } from "../text/sentence";
import { type Bypass, type Dependency, mostPoliciesFirst } from "../verifier/verdict";
import type { Judgement } from "./judgement";
import { type DirectoryNames, directoryNames } from "./principal";

/** Whether a way in depends on something unknown, and not on content that isn't understood. */
export const dependsOnUnknown = ({ certain, hangsOn }: Bypass): boolean => certain && hangsOn.length > 0;

/** The condition for a way in, to go after *if*: `they aren't in the group "Operations", whose members aren't all known`. */
export const describeSupposed = (hangsOn: readonly Dependency[], names: DirectoryNames): string =>
  hangsOn.map((one) => supposedInWords(one, names)).join(", and ");

function supposedInWords({ kind, id, holds, policy, ...more }: Dependency, names: DirectoryNames): string {
  switch (kind) {
    case "group":
    case "location": {
      const inside = kind === "group" ? "members" : "places";
      return `they ${holds ? "are" : "aren't"} in ${names.the(kind, id)}, whose ${inside} aren't all known`;
    }
    case "role":
      return more.inPart === true
        ? `they ${holds ? "count" : "don't count"} as holders of ${names.the(kind, id)}, which they hold in a part of the tenant or have to activate`
        : `they ${holds ? "hold" : "don't hold"} ${names.the(kind, id)}, whose holders aren't known`;
    case "strength":
      return `${names.the(kind, id)}, which isn't known, ${holds ? "asks" : "doesn't ask"} for MFA`;
    case "content": {
      const where = names.policyOf(policy ?? "");
      if (more.reading !== undefined)
        return `${holds ? "" : "it isn't true that "}${more.reading} in ${where}, which no document settles`;
      const when = more.onlyIn === undefined ? "" : ` ${more.onlyIn} the change`;
      const covers = holds ? "covers" : "doesn't cover";
      return `what isn't understood${when} in ${where}, ${shortened(id)}, ${covers} the sign-in`;
    }
  }
}

/** How many things are named. The others are counted. */
const MOST_NAMED = 5;

/**
 * The unknown things that the ways in depend on, once for all of them: a title, each thing, and what would make the verdict *proved*.
 * `undefined` if no way in depends on anything.
 */
export function dependenciesInWords({ verdict, register, tenant }: Judgement) {
  const dependencies = dependenciesOf(verdict.bypasses.filter(dependsOnUnknown));
  if (dependencies.length === 0) return undefined;
  const settling = (verdict.settledBy ?? []).map(
    ({ kind, id }) =>
      dependencies.find((one) => one.kind === kind && one.id === id) ?? { kind, id, policies: 0, holds: true },
  );
  const names = directoryNames(tenant);
  const listed = settling.length > 0 ? mostPoliciesFirst(settling) : dependencies;
  const exempt = (register?.inForce.length ?? 0) > 0 ? " and exempt people" : "";
  return {
    title: `${verdict.bypasses.every(dependsOnUnknown) ? "The verdict" : "Otherwise the verdict"} depends on what isn't known`,
    items: someOf(
      listed.map((one) => `${nameOf(one, names)}${dependents(one)}`),
      MOST_NAMED,
    ),
    after: settling.length > 0 ? ifSettled(settling, exempt) : undefined,
  };
}

/** Says that the verdict is *proved* if this smallest set of unknown things holds nobody else. */
function ifSettled(settling: readonly Dependency[], exempt: string): string {
  const options = settling.map(({ id }) => `--assume ${shellWord(`${shortened(id)}=empty`)}`).join(" ");
  const hold = settling.length === 1 ? "it holds" : "they hold";
  return `PROVED if ${hold} only the people in the file${exempt}, no matter who is in the others. To judge with this assumption: \`${options}\`.`;
}

/** Each thing once, with the largest number of policies that depend on it. */
function dependenciesOf(bypasses: readonly Bypass[]): readonly Dependency[] {
  const merged = new Map<string, Dependency>();
  for (const dependency of mostPoliciesFirst(bypasses.flatMap(({ hangsOn }) => hangsOn))) {
    const key = `${dependency.kind} ${dependency.id}`;
    if (!merged.has(key)) merged.set(key, dependency);
  }
  return [...merged.values()];
}

const dependents = ({ policies }: Dependency): string =>
  policies === 0 ? "" : `: ${counted(policies, "policy depends", "policies depend")} on it`;

/** The name of a thing, with its id for `--assume`. */
function nameOf({ kind, id }: Dependency, names: DirectoryNames): string {
  if (kind === "content") return `${shortened(id)}, which isn't understood`;
  return `${names.the(kind, id)}${names.nameOf(id) === undefined ? "" : ` (${shortened(id)})`}`;
}
