import { present } from "../text/present";
import { listing } from "../text/sentence";
import type { Bypass } from "../verifier/verdict";
import { describeDependencies } from "../words/dependencies";
import { nameOfShown } from "../words/explain";
import { type DirectoryNames, describePrincipal } from "../words/principal";
import { explainWayIn } from "../words/remedies";
import { describeExample, describeSignIn, formatterOf } from "../words/sign-in";
import { describeUncovered, type ExplainedTenant, isSettled } from "../words/uncovered";
import { type Entry, entry, type Part, type Section } from "./report";

/** The titles of the lists of ways in. */
const KINDS = {
  way: { title: "Way in", heading: "Ways in without MFA", tone: "bad" },
  opened: { title: "Newly open", heading: "Newly open", tone: "bad" },
  closed: { title: "No longer open", heading: "No longer open", tone: "good" },
  blocked: { title: "Newly blocked", heading: "Newly blocked, even with MFA", tone: "warn" },
} as const;

/** How ways in are listed. */
export interface Listing {
  readonly kind: keyof typeof KINDS;
  /** What is said in addition to who and how: why no policy stops it, and what would. */
  readonly says: "why and what to do" | "why" | "nothing more";
  /** The names of what isn't known. With them, each way in says what it depends on. */
  readonly supposing?: DirectoryNames;
}

/** A section that lists ways in. */
export function waysInSection(ways: readonly Bypass[], explained: ExplainedTenant, listing: Listing): Section {
  const { title, heading, tone } = KINDS[listing.kind];
  const parts = ways.map(
    (way, at): Part => ({
      title: `${title} ${at + 1} of ${ways.length}${isSettled(way) ? "" : UNSETTLED}`,
      tone: isSettled(way) ? tone : "warn",
      id: `${listing.kind}-${at + 1}`,
      blocks: () => [{ kind: "entries", entries: entriesOf(way, explained, listing) }],
    }),
  );
  return { id: `${listing.kind}s`, title: heading, blocks: parts.length === 0 ? [] : [{ kind: "parts", parts }] };
}

const UNSETTLED = ", unless what is unknown or not understood closes it";

function entriesOf(way: Bypass, explained: ExplainedTenant, { says, supposing }: Listing): readonly Entry[] {
  const why = says === "nothing more" ? undefined : explainWayIn(way, explained);
  return present<Entry>([
    supposing && way.hangsOn.length > 0 && entry("Depends", `on ${describeDependencies(way.hangsOn, supposing)}`),
    ...whoAndHow(way, explained),
    why && entry("Why", ...why.reasons),
    why !== undefined && says === "why and what to do" && entry("Do", why.fix()),
  ]);
}

/** Who gets in and how, with an example if that says more. */
function whoAndHow(way: Bypass, explained: ExplainedTenant): readonly Entry[] {
  const { names, isWhole } = explained;
  const formatter = formatterOf(names.tenant);
  const how = describeSignIn(way, formatter);
  const one = describeExample(way.signIn, way.alsoTrueFor, formatter);
  const example = `${describePrincipal(way.signIn.principal, names)}: ${one}`;
  return present<Entry>([
    entry("Who", `${isWhole ? "" : "at least "}${describeUncovered(way, explained)}`),
    entry("How", how),
    way.needs.length > 0 && entry("Needs", `a password and ${listing(way.needs.map(nameOfShown), "and")}`),
    how !== one && entry("e.g.", example),
  ]);
}
