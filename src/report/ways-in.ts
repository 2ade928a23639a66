import type { Bypass } from "../verifier/verdict";
import type { ExplainedTenant } from "../words/explained-tenant";
import { describePrincipal } from "../words/principal";
import { explainWayIn } from "../words/reasons";
import { describeExample, describeSignIn, tellerOf } from "../words/sign-in";
import { describeUncovered } from "../words/uncovered";
import { needsInWords } from "../words/verdict";
import type { Block, Entry, Part, Section, Tone } from "./report";
import { whatIfBody } from "./what-if";

/** How ways in are listed. */
export interface Listing<Of extends Bypass> {
  /** What each of them is called, e.g. `Way in`. */
  readonly title: string;
  /** What they are called together, e.g. `Ways in without MFA`. */
  readonly heading: string;
  /** What their ids begin with, e.g. `way`. */
  readonly id: string;
  readonly tone: Tone;
  /** What must be so for a way in, to go after *if*; undefined where it is certain. */
  readonly given: (bypass: Of) => string | undefined;
  /** What the title ends in where the way in isn't certain. */
  readonly condition: (bypass: Of) => string;
  /** What is said beyond who and how: why no policy stops it, and what would. */
  readonly says: "why and what to do" | "why" | "nothing more";
  /** Whether the request for Microsoft's What If is printed with each. */
  readonly whatIf: boolean;
}

/** Each way in. */
export const waysInSection = <Of extends Bypass>(
  ways: readonly Of[],
  explained: ExplainedTenant,
  listing: Listing<Of>,
): Section => ({
  id: `${listing.id}s`,
  title: listing.heading,
  blocks:
    ways.length === 0
      ? []
      : [{ kind: "parts", parts: ways.map((way, at) => partOf(way, at, ways.length, explained, listing)) }],
});

const partOf = <Of extends Bypass>(
  way: Of,
  at: number,
  all: number,
  explained: ExplainedTenant,
  listing: Listing<Of>,
): Part => ({
  title: `${listing.title} ${at + 1} of ${all}${listing.condition(way)}`,
  tone: way.certain && way.hangsOn.length === 0 ? listing.tone : "warn",
  id: `${listing.id}-${at + 1}`,
  blocks: () => wayInBlocks(way, explained, listing),
});

function wayInBlocks<Of extends Bypass>(
  way: Of,
  explained: ExplainedTenant,
  { given, says, whatIf }: Listing<Of>,
): readonly Block[] {
  const condition = given(way);
  const why = says === "nothing more" ? undefined : explainWayIn(way, explained);
  const { tenant } = explained.context;
  const entries: readonly Entry[] = [
    ...(condition === undefined ? [] : [{ label: "If", texts: [condition] }]),
    ...whoAndHow(way, explained),
    ...(why === undefined ? [] : [{ label: "Why", texts: why.reasons }]),
    ...(why !== undefined && says === "why and what to do" ? [{ label: "Do", texts: why.fixes() }] : []),
  ];
  if (!whatIf) return [{ kind: "entries", entries }];
  return [
    { kind: "entries", entries },
    {
      kind: "code",
      lines: [
        "POST https://graph.microsoft.com/v1.0/identity/conditionalAccess/evaluate",
        ...JSON.stringify(whatIfBody(way.signIn, tenant), undefined, 2).split("\n"),
      ],
    },
  ];
}

/** Who gets through and how, with an example where it says more. */
export function whoAndHow(way: Bypass, { directory, context, isWhole }: ExplainedTenant): readonly Entry[] {
  const teller = tellerOf(context.tenant);
  const how = describeSignIn(way.signIn, way.alsoTrueFor, teller);
  const one = describeExample(way.signIn, way.alsoTrueFor, teller);
  const example = `${describePrincipal(way.signIn.principal, directory.names)}: ${one}`;
  return [
    { label: "Who", texts: [`${isWhole ? "" : "at least "}${describeUncovered(way, directory)}`] },
    { label: "How", texts: [how] },
    ...(way.needs.length === 0 ? [] : [{ label: "Needs", texts: [needsInWords(way.needs)] }]),
    ...(how === one ? [] : [{ label: "e.g.", texts: [example] }]),
  ];
}
