import type { Finding, Location, Severity } from "../law/model/finding";
import { present } from "../text/present";
import { counted } from "../text/sentence";
import { renderFinding } from "./finding";

/** How good the news is. Renderers colour it, and the words say it too. */
export type Tone = "good" | "bad" | "warn" | "none";

/** What a command has to say, whatever the format. Texts are plain; each renderer makes foreign text in them harmless. */
export interface Report {
  /** What the report is about, the same for every input: `MFA for Azure management: a change`. */
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  /** What follows the word on a terminal: the condition under which it holds, and what was judged. */
  readonly subject: string;
  /** Numbers next to the subject; nothing else repeats them. */
  readonly aside?: string;
  /** The answer as a sentence, then what must be said with it. */
  readonly answer: readonly [sentence: string, ...more: string[]];
  /** The answer in a word or two that goes after the title: in large letters on a page. Without it the first sentence does. */
  readonly headline?: string;
  readonly facts?: readonly Fact[];
  /** Counts that a page shows large. */
  readonly numbers?: readonly { readonly count: number; readonly label: string; readonly tone: Tone }[];
  readonly sections: readonly Section[];
  /** The last line of a page: who made it, and who may see it. */
  readonly footer: string;
}

/** Something short and worth knowing: `Tenant`, `Contoso`. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

export interface Section {
  readonly title: string;
  /** What leads to it on a page. */
  readonly id?: string;
  /** What the section shows, for somebody who sees it for the first time: on pages only. */
  readonly lead?: string;
  readonly blocks: readonly Block[];
  /** `page`: too wide for a terminal or a comment, so only HTML has it. */
  readonly where?: "page";
}

export type Block =
  | { readonly kind: "text"; readonly text: string; readonly tone?: Tone }
  | { readonly kind: "list"; readonly items: readonly Item[] }
  /** Paragraphs behind a label each: who, how, why. */
  | { readonly kind: "entries"; readonly entries: readonly Entry[] }
  /** Lines to copy: never broken. */
  | { readonly kind: "code"; readonly lines: readonly string[] }
  /** Made when it is shown: a wide one takes time. */
  | { readonly kind: "table"; readonly table: () => Table }
  | { readonly kind: "parts"; readonly parts: readonly Part[] }
  | { readonly kind: "checks"; readonly checks: readonly Check[] };

/** One of several alike: a way in, a policy. Its blocks are made when it is shown, since most formats show the first few only. */
export interface Part {
  readonly title: string;
  readonly tone: Tone;
  readonly id?: string;
  readonly blocks: () => readonly Block[];
}

/** Parts that a terminal or a comment shows; a page and JSON have them all. */
export const MOST_PARTS = 5;

export const morePartsThan = (shown: number, all: number): readonly string[] =>
  all > shown ? [`and ${counted(all - shown, "more", "more")}, in --format json`] : [];

/** A point of a list, with what belongs to it. */
export type Item = string | { readonly text: string; readonly below: readonly Block[] };

export interface Entry {
  readonly label: string;
  readonly texts: readonly string[];
}

export interface Table {
  /** What the table is, for those who don't see it. */
  readonly label: string;
  /** How wide its columns are: the name of a style. */
  readonly look: "exclusions" | "evidence" | "policies" | "frameworks";
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A text, or one with what goes with it. */
export type Cell =
  | string
  | {
      readonly text: string;
      readonly below?: string;
      readonly tone?: Tone;
      /** Days that are left; less than none where it is late. */
      readonly days?: number;
    };

export type CheckAnswer = "passed" | "failed" | "unknown" | "not applicable";

/** A question with its answer, the reason, what to do, and what was seen. */
export interface Check {
  /** What JUnit calls the group it is in. */
  readonly suite: string;
  readonly number?: string;
  readonly title: string;
  readonly must?: string;
  readonly answer: CheckAnswer;
  readonly because: string;
  readonly todo: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Where all of it comes from, for formats that show nothing but checks. */
  readonly facts?: readonly Fact[];
  /** False where it is shown and decides nothing: code scanning warns then, and JUnit passes it. */
  readonly decides: boolean;
  /** By what code scanning knows it; without one it isn't for code scanning. */
  readonly rule?: ReportedRule;
  readonly at?: Location | undefined;
}

/** What code scanning shows of a rule other than its findings. */
export interface ReportedRule {
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly title: string;
  /** What to do where it doesn't hold; plain text. */
  readonly remediation?: string;
  /** An address on the web to read on. */
  readonly url?: string;
  readonly tags?: readonly string[];
  /** How much depends on it; without it nothing is said. */
  readonly importance?: "low" | "medium" | "high" | "critical";
  /** The level where a finding doesn't have one of its own. */
  readonly level?: Severity;
}

/** What was seen of an object, or of the whole tenant. */
export interface Evidence {
  readonly object?: string | undefined;
  readonly id?: string | undefined;
  readonly what: string;
  readonly value: string;
}

/** `"A", grant: mfa` */
export const evidenceInWords = ({ object, what, value }: Evidence): string =>
  `${object === undefined ? "" : `${object}, `}${what}: ${value}`;

/** All that was seen, and where it comes from. */
export const seenIn = ({ facts = [], evidence }: Check): readonly string[] => [
  ...facts.map(({ label, text }) => `${label}: ${text}`),
  ...evidence.map(evidenceInWords),
];

/** No name or sentence is longer; what is would only fill the page. */
export const bounded = (text: string): string => (text.length > 10_000 ? `${text.slice(0, 10_000)}…` : text);

/** Sections with something in them. */
export const filled = (sections: readonly (Section | undefined)[]): readonly Section[] =>
  sections.filter((section): section is Section => section !== undefined && section.blocks.length > 0);

/** A section that is a list, and what is said after it; none where there is nothing to list. */
export const listSection = (title: string, items: readonly Item[], after?: string): Section => {
  const blocks = present<Block>([{ kind: "list", items }, after !== undefined && { kind: "text", text: after }]);
  return { title, blocks: items.length === 0 ? [] : blocks };
};

/** A finding as on a terminal: the line of the file, and a caret under the place. */
export const findingBlock = (finding: Finding): Block => ({ kind: "code", lines: renderFinding(finding).split("\n") });

/** Every check of a report, in its order. */
export const checksIn = ({ sections }: Report): readonly Check[] =>
  sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "checks" ? block.checks : [])));
