import { groupId } from "../law/model/ids";
import { present } from "../text/present";
import { counted, listing, shortened, someOf } from "../text/sentence";
import { type Bypass, type Hinge, mostPoliciesFirst } from "../verifier/verdict";
import type { Judgement } from "./judgement";
import { type DirectoryNames, describeRole, directoryNames } from "./principal";

/** Ways in that depend on what isn't known, and on no content that isn't understood. */
export const isHanging = ({ certain, hangsOn }: Bypass): boolean => certain && hangsOn.length > 0;

/** What must be so for a way in, as what comes after *if*: `they aren't in the group "Operations", whose members aren't all known`. */
export const describeSupposed = (hangsOn: readonly Hinge[], names: DirectoryNames): string =>
  listing(
    hangsOn.map((one) => supposedInWords(one, names)),
    "and",
  );

function supposedInWords({ kind, id, holds, policy, ...more }: Hinge, names: DirectoryNames): string {
  switch (kind) {
    case "group":
      return `they ${holds ? "are" : "aren't"} in ${names.group(id)}, whose members aren't all known`;
    case "role":
      return more.inPart === true
        ? `they ${holds ? "count" : "don't count"} as holders of ${describeRole(id)}, which they hold in a part of the tenant or have to activate`
        : `they ${holds ? "hold" : "don't hold"} ${describeRole(id)}, whose holders aren't known`;
    case "strength":
      return `the authentication strength ${shortened(id)}, which isn't known, ${holds ? "asks" : "doesn't ask"} for MFA`;
    case "location":
      return `they ${holds ? "are" : "aren't"} in ${names.location(id)}, whose places aren't all known`;
    case "content": {
      if (more.reading !== undefined)
        return `${holds ? "" : "it isn't so that "}${more.reading} in ${names.policyOf(policy ?? "")}, which no document settles`;
      const when = more.onlyIn === undefined ? "" : ` ${more.onlyIn} the change`;
      const what = `what isn't understood${when} in ${names.policyOf(policy ?? "")}, ${shortened(id)},`;
      return `${what} ${holds ? "covers" : "doesn't cover"} the sign-in`;
    }
  }
}

/** Things that are named; the rest is counted. */
const MOST_NAMED = 5;

/**
 * What ways in depend on that isn't known, once for all of them: a title, each thing, and what the verdict is if it holds nobody else.
 * Undefined where none depends on anything.
 */
export function hingesInWords(judgement: Judgement) {
  const { verdict, register, tenant } = judgement;
  const hinges = hingesOf(verdict.bypasses.filter(isHanging));
  if (hinges.length === 0) return undefined;
  const exempt = (register?.inForce.length ?? 0) > 0 ? " and exempt people" : "";
  const settling = (verdict.settledBy ?? []).map(
    ({ kind, id }) =>
      hinges.find((hinge) => hinge.kind === kind && hinge.id === id) ?? { kind, id, policies: 0, holds: true },
  );
  const listed = settling.length > 0 ? mostPoliciesFirst(settling) : hinges;
  const names = directoryNames(tenant);
  return {
    title: `${verdict.bypasses.every(isHanging) ? "The verdict" : "Otherwise the verdict"} depends on ${inNumbers(hinges)}`,
    items: someOf(
      listed.map((hinge) => `${nameOf(hinge, names)}${dependents(hinge)}`),
      MOST_NAMED,
    ),
    after: settling.length > 0 ? ifSettled(settling, exempt) : ifEmpty(hinges, judgement, exempt),
  };
}

/** The smallest set of things which, holding nobody else, makes the verdict *proved*. */
function ifSettled(settling: readonly Hinge[], exempt: string): string {
  const options = settling.map(({ id }) => `--assume ${inShell(`${shortened(id)}=empty`)}`).join(" ");
  const hold = settling.length === 1 ? "it holds" : "they hold";
  return `PROVED if ${hold} nobody but those in the file${exempt}, whoever is in the others. To judge on that: \`${options}\`.`;
}

/** As a shell takes it for one word. */
const inShell = (text: string): string => (/^[\w.=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

function ifEmpty(hinges: readonly Hinge[], { ifUnknownGroupsEmpty }: Judgement, exempt: string): string | undefined {
  const groupsAndRoles = hinges.filter(({ kind }) => kind === "group" || kind === "role");
  if (groupsAndRoles.length === 0) return undefined;
  const have = groupsAndRoles.length === 1 ? "it has no members" : "they have no members";
  return `If ${have} but those in the file${exempt}: ${AFTER[ifUnknownGroupsEmpty]}.`;
}

const AFTER = {
  proved: "PROVED. --assume unknown-groups=empty judges on that assumption",
  bypass: "still BYPASS",
  unknown: "UNKNOWN, because of content that isn't understood",
} as const;

function hingesOf(bypasses: readonly Bypass[]): readonly Hinge[] {
  const merged = new Map<string, Hinge>();
  for (const hinge of bypasses.flatMap(({ hangsOn }) => hangsOn)) {
    const key = `${hinge.kind} ${hinge.id}`;
    const known = merged.get(key);
    if (known === undefined || known.policies < hinge.policies) merged.set(key, hinge);
  }
  return mostPoliciesFirst([...merged.values()]);
}

function dependents({ kind, policies }: Hinge): string {
  if (policies === 0) return "";
  const depend = `${counted(policies, "policy", "policies")} ${policies === 1 ? "depends" : "depend"}`;
  return `: ${depend} on ${kind === "content" ? "it, which isn't understood" : "it"}`;
}

/** `who is in these 4 groups and 1 role, and where 1 location is` */
function inNumbers(hinges: readonly Hinge[]): string {
  const count = (kind: Hinge["kind"]): number => hinges.filter((hinge) => hinge.kind === kind).length;
  const some = (kind: Hinge["kind"]): string | false => count(kind) > 0 && counted(count(kind), kind);
  const holders = listing(present([some("group"), some("role")]), "and");
  const isOne = count("group") + count("role") === 1;
  return listing(
    present([
      holders !== "" && `who is in ${isOne ? `this ${holders.slice(2)}` : `these ${holders}`}`,
      some("location") && `where ${some("location")} ${count("location") === 1 ? "is" : "are"}`,
      some("strength") && `what ${some("strength")} asks for`,
      count("content") > 0 && "content that isn't understood",
    ]),
    "and",
  );
}

/** A group has its id too, for `--assume`. */
function nameOf({ kind, id }: Hinge, names: DirectoryNames): string {
  switch (kind) {
    case "group": {
      const known = names.tenant.groups?.get(groupId(id));
      return known?.displayName === undefined ? `the group ${shortened(id)}` : `${names.group(id)} (${shortened(id)})`;
    }
    case "role":
      return describeRole(id);
    case "location":
      return names.location(id);
    case "strength":
      return `the authentication strength ${shortened(id)}`;
    case "content":
      return shortened(id);
  }
}
