import { present } from "../text/present";
import type { Bypass } from "../verifier/verdict";
import type { ExplainedTenant } from "../words/explained-tenant";
import { describePrincipal } from "../words/principal";
import { explainWayIn } from "../words/reasons";
import { describeExample, describeSignIn, tellerOf } from "../words/sign-in";
import { describeUncovered } from "../words/uncovered";
import { needsInWords } from "../words/verdict";
import type { Block, Entry, Part, Section, Tone } from "./report";
import { whatIfBody } from "./what-if";

export interface Listing<Of extends Bypass> {
  /** What each of them is called, e.g. `Way in`. */
  readonly title: string;
  /** What they are called together, e.g. `Ways in without MFA`. */
  readonly heading: string;
  /** What their ids begin with, e.g. `way`. */
  readonly id: string;
  readonly tone: Tone;
  /** What must be so for a way in, to go after *if*; undefined where it is certain. */
  readonly given?: (bypass: Of) => string | undefined;
  /** What the title ends in where the way in isn't certain. */
  readonly condition: (bypass: Of) => string;
  /** What is said beyond who and how: why no policy stops it, and what would. */
  readonly says: "why and what to do" | "why" | "nothing more";
  /** Whether the request for Microsoft's What If is printed with each. */
  readonly whatIf: boolean;
}

export const waysInSection = <Of extends Bypass>(
  ways: readonly Of[],
  explained: ExplainedTenant,
  listing: Listing<Of>,
): Section => {
  const { title, heading, id, tone, condition } = listing;
  const parts = ways.map(
    (way, at): Part => ({
      title: `${title} ${at + 1} of ${ways.length}${condition(way)}`,
      tone: way.certain && way.hangsOn.length === 0 ? tone : "warn",
      id: `${id}-${at + 1}`,
      blocks: () => wayInBlocks(way, explained, listing),
    }),
  );
  return { id: `${id}s`, title: heading, blocks: parts.length === 0 ? [] : [{ kind: "parts", parts }] };
};

/** What the title of a way in ends in where it isn't certain. */
export function conditionInWords({ certain, hangsOn }: Bypass): string {
  if (!certain) return ", if content that isn't understood allows it";
  return hangsOn.length === 0 ? "" : ", unless what is unknown closes it";
}

function wayInBlocks<Of extends Bypass>(
  way: Of,
  explained: ExplainedTenant,
  { given, says, whatIf }: Listing<Of>,
): readonly Block[] {
  const condition = given?.(way);
  const why = says === "nothing more" ? undefined : explainWayIn(way, explained);
  const entries = present<Entry>([
    condition !== undefined && { label: "If", texts: [condition] },
    ...whoAndHow(way, explained),
    why && { label: "Why", texts: why.reasons },
    why !== undefined && says === "why and what to do" && { label: "Do", texts: why.fixes() },
  ]);
  const lines = [
    "POST https://graph.microsoft.com/v1.0/identity/conditionalAccess/evaluate",
    ...JSON.stringify(whatIfBody(way.signIn, explained.context.tenant), undefined, 2).split("\n"),
  ];
  return present<Block>([{ kind: "entries", entries }, whatIf && { kind: "code", lines }]);
}

/** Who gets through and how, with an example where it says more. */
export function whoAndHow(way: Bypass, { directory, context, isWhole }: ExplainedTenant): readonly Entry[] {
  const teller = tellerOf(context.tenant);
  const how = describeSignIn(way.signIn, way.alsoTrueFor, teller);
  const one = describeExample(way.signIn, way.alsoTrueFor, teller);
  const example = `${describePrincipal(way.signIn.principal, directory.names)}: ${one}`;
  return present<Entry>([
    { label: "Who", texts: [`${isWhole ? "" : "at least "}${describeUncovered(way, directory)}`] },
    { label: "How", texts: [how] },
    way.needs.length > 0 && { label: "Needs", texts: [needsInWords(way.needs)] },
    how !== one && { label: "e.g.", texts: [example] },
  ]);
}
