import { present } from "../text/present";
import { counted, listing, named, shortened, someOf } from "../text/sentence";
import { type Bypass, type Hinge, mostPoliciesFirst } from "../verifier/verdict";
import type { Judgement } from "./judgement";
import { describeRole } from "./principal";

/** Ways in that depend on what isn't known, and on no content that isn't understood. */
export const isHanging = ({ certain, hangsOn }: Bypass): boolean => certain && hangsOn.length > 0;

/** Things that are named; the rest is counted. */
const MOST_NAMED = 5;

/** What ways in depend on that isn't known: a title, each thing, and what the verdict is if it holds nobody else. */
export interface HingesInWords {
  readonly title: string;
  readonly items: readonly string[];
  readonly after: string | undefined;
}

/** Said once for all ways in that depend on what isn't known; undefined where none does. */
export function hingesInWords(judgement: Judgement): HingesInWords | undefined {
  const { verdict, register } = judgement;
  const hinges = hingesOf(verdict.bypasses.filter(isHanging));
  if (hinges.length === 0) return undefined;
  const title = `${verdict.bypasses.every(isHanging) ? "The verdict" : "Otherwise the verdict"} depends on ${inNumbers(hinges)}`;
  const exempt = (register?.inForce.length ?? 0) > 0 ? " and exempt people" : "";
  return { title, ...(settled(judgement, hinges, exempt) ?? all(judgement, hinges, exempt)) };
}

type Listed = Omit<HingesInWords, "title">;

/** What makes the verdict *proved*: the smallest set of things that are then to hold nobody else. */
function settled(judgement: Judgement, hinges: readonly Hinge[], exempt: string): Listed | undefined {
  const { settledBy } = judgement.verdict;
  if (settledBy === null || settledBy.length === 0) return undefined;
  const things = settledBy.map(
    ({ kind, id }) =>
      hinges.find((hinge) => hinge.kind === kind && hinge.id === id) ?? { kind, id, policies: 0, holds: true },
  );
  const options = settledBy.map(({ id }) => `--assume ${inShell(`${shortened(id)}=empty`)}`).join(" ");
  const hold = things.length === 1 ? "it holds" : "they hold";
  return {
    items: itemsOf(mostPoliciesFirst(things), judgement),
    after: `PROVED if ${hold} nobody but those in the file${exempt}, whoever is in the others. To judge on that: \`${options}\`.`,
  };
}

/** As a shell takes it for one word. */
const inShell = (text: string): string => (/^[\w.=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

function all(judgement: Judgement, hinges: readonly Hinge[], exempt: string): Listed {
  const people = hinges.filter(({ kind }) => kind === "group" || kind === "role");
  const hold = people.length === 1 ? "it has no members" : "they have no members";
  const ifEmpty = `If ${hold} but those in the file${exempt}: ${AFTER[judgement.ifUnknownGroupsEmpty]}.`;
  return { items: itemsOf(hinges, judgement), after: people.length === 0 ? undefined : ifEmpty };
}

const itemsOf = (hinges: readonly Hinge[], judgement: Judgement): readonly string[] =>
  someOf(
    hinges.map((hinge) => `${nameOf(hinge, judgement)}${hinge.policies === 0 ? "" : `: ${policiesOf(hinge)}`}`),
    MOST_NAMED,
  );

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

const policiesOf = ({ kind, policies }: Hinge): string =>
  `${counted(policies, "policy", "policies")} ${policies === 1 ? "depends" : "depend"} on ${kind === "content" ? "it, which isn't understood" : "it"}`;

/** `who is in 4 groups and 1 role, and where 1 location is` */
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

function nameOf({ kind, id }: Pick<Hinge, "kind" | "id">, { tenant }: Judgement): string {
  switch (kind) {
    case "group": {
      const name = [...(tenant.groups?.values() ?? [])].find((group) => group.id === id)?.displayName;
      return name === undefined ? `the group ${shortened(id)}` : `the group ${named(name)} (${shortened(id)})`;
    }
    case "role":
      return describeRole(id);
    case "location": {
      const name = [...(tenant.locations?.values() ?? [])].find((location) => location.id === id)?.displayName;
      return `the location ${name === undefined ? shortened(id) : named(name)}`;
    }
    case "strength":
      return `the authentication strength ${shortened(id)}`;
    case "content":
      return shortened(id);
  }
}
