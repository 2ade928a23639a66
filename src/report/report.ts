import type { Finding, Location, Severity } from "../law/model/finding";
import { present } from "../text/present";
import { counted } from "../text/sentence";
import { renderFinding } from "../words/finding";

/** How good the news is. Renderers show it as a colour; the words say it too. */
export type Tone = "good" | "bad" | "warn" | "none";

/** The report of a command, in every format. Texts are plain: each renderer makes text from outside harmless. */
export interface Report {
  /** What the report is about, the same for every input: `MFA for Azure management: a change`. */
  readonly title: string;
  readonly tone: Tone;
  /** The answer in a word or two: the first thing on a terminal. */
  readonly word: string;
  /** What follows the word on a terminal: the assumptions, and what was judged. */
  readonly subject: string;
  /** Numbers next to the subject. Nothing else repeats them. */
  readonly aside?: string;
  /** The answer as a sentence, then what the reader must know with it. */
  readonly answer: readonly [sentence: string, ...more: string[]];
  /** The heading of a page, to go after the title. Without it, the first sentence is the heading. */
  readonly headline?: string;
  /** Short facts about the report: `Tenant`, `Contoso`. */
  readonly facts?: readonly Entry[];
  /** Counts that a page shows in large digits. */
  readonly numbers?: readonly { readonly count: number; readonly label: string; readonly tone: Tone }[];
  readonly sections: readonly Section[];
  /** The last line of a page: which command made it, and who may see it. */
  readonly footer: string;
}

/** A titled part of a report. */
export interface Section {
  readonly title: string;
  /** The target of links to the section on a page. Without it, the title is. */
  readonly id?: string;
  /** An introduction for first-time readers, on pages only. */
  readonly lead?: string;
  readonly blocks: readonly Block[];
  /** `page`: too wide for a terminal or a comment, so only HTML shows it. */
  readonly where?: "page";
}

/** What a section shows, in order. */
export type Block =
  | { readonly kind: "text"; readonly text: string; readonly tone?: Tone }
  | { readonly kind: "list"; readonly items: readonly Item[] }
  | { readonly kind: "entries"; readonly entries: readonly Entry[] }
  /** Lines to copy. They are never wrapped. */
  | { readonly kind: "code"; readonly lines: readonly string[] }
  /** Made when it is shown: a wide table takes time. */
  | { readonly kind: "table"; readonly table: () => Table }
  | { readonly kind: "parts"; readonly parts: readonly Part[] }
  | { readonly kind: "checks"; readonly checks: readonly Check[] };

/** One of several similar things, such as a way in. Its blocks are made when they are shown: most formats show the first few parts. */
export interface Part {
  readonly title: string;
  readonly tone: Tone;
  readonly id?: string;
  readonly blocks: () => readonly Block[];
}

/** How many parts a terminal or a comment shows. A page and JSON have all of them. */
export const MOST_PARTS = 5;

/** The line that says how many more parts there are. Empty if all are shown. */
export const morePartsThan = (shown: number, all: number): readonly string[] =>
  all > shown ? [`and ${counted(all - shown, "more", "more")}, in --format json`] : [];

/** An item of a list, with what belongs to it. */
export type Item = string | { readonly text: string; readonly below: readonly Block[] };

/** Paragraphs with a label in front: `Who`, `How`, `Why`. */
export interface Entry {
  readonly label: string;
  readonly texts: readonly string[];
}

/** An entry with these paragraphs. */
export const entry = (label: string, ...texts: readonly string[]): Entry => ({ label, texts });

/** A table, whose first row is the head. */
export interface Table {
  /** The name of the style that sets the widths of the columns. */
  readonly look: "exclusions" | "evidence" | "policies" | "frameworks";
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A text, or a text with what goes with it. */
export type Cell =
  | string
  | {
      readonly text: string;
      readonly below?: string;
      readonly tone?: Tone;
    };

/** `text (what goes below it)` */
export const cellInWords = (cell: Cell): string =>
  typeof cell === "string" ? cell : `${cell.text}${cell.below === undefined ? "" : ` (${cell.below})`}`;

/** A section that is one table. The rows are made when they are shown. */
export const tableSection = (
  { look, ...about }: { readonly look: Table["look"] } & Pick<Section, "title" | "lead" | "where">,
  head: readonly string[],
  rows: () => readonly (readonly Cell[])[],
): Section => ({ ...about, id: look, blocks: [{ kind: "table", table: () => ({ look, head, rows: rows() }) }] });

/** The answer of a check. */
export type CheckAnswer = "passed" | "failed" | "unknown" | "not applicable";

/** The answer to a question, the reason, and what was looked at. */
export interface Answer {
  readonly answer: CheckAnswer;
  /** The reason, in full sentences. */
  readonly because: string;
  /** What to do about it, each a request without a full stop. */
  readonly todo: readonly string[];
  readonly evidence: readonly Evidence[];
  /** The ids of the objects that the answer is about. Without it, these are all objects of the evidence. */
  readonly about?: readonly string[];
}

/** Something that was looked at, and what was found. */
export interface Evidence {
  /** `undefined` if it is about the whole tenant. */
  readonly subject: Subject | undefined;
  /** Which property of the subject: `state`, `excluded users`. */
  readonly what: string;
  readonly value: string;
}

/** An object of the tenant or of the register. */
export interface Subject {
  /** `identity type`: guests of some types, or all users, which a policy names without an id. */
  readonly kind: "policy" | "user" | "group" | "role" | "identity type" | "location" | "application" | "tenant";
  readonly id: string;
  readonly name: string;
}

/** A question with its answer. */
export interface Check extends Answer {
  /** The group that JUnit puts it in. */
  readonly suite: string;
  readonly number?: string;
  readonly title: string;
  /** What must hold for *passed*. */
  readonly must?: string;
  /** Where all of it comes from, for formats that show checks only. */
  readonly facts?: readonly Entry[];
  /** False if the check is only informative: code scanning then warns, and JUnit passes it. */
  readonly decides: boolean;
  /** The rule of code scanning. A check without a rule isn't sent there. */
  readonly rule?: ReportedRule;
  readonly at?: Location | undefined;
}

/** What code scanning shows about a rule itself. */
export interface ReportedRule {
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly title: string;
  readonly tags?: readonly string[];
  /** How serious a finding is. Without it, code scanning shows no severity. */
  readonly importance?: "low" | "medium" | "high" | "critical";
  /** The level of findings that don't have their own. */
  readonly level?: Severity;
}

/** `"A", grant: mfa` */
export const evidenceInWords = ({ subject, what, value }: Evidence): string =>
  `${subject === undefined ? "" : `${subject.name}, `}${what}: ${value}`;

/** Everything that a check saw, and where it comes from. */
export const seenIn = ({ facts = [], evidence }: Check): readonly string[] => [
  ...facts.map(({ label, texts }) => `${label}: ${texts.join(" ")}`),
  ...evidence.map(evidenceInWords),
];

/** The sections that have something in them. */
export const filled = (sections: readonly (Section | undefined)[]): readonly Section[] =>
  sections.filter((section): section is Section => section !== undefined && section.blocks.length > 0);

/** A section that is a list, and the text after it. It is empty if there are no items. */
export const listSection = (title: string, items: readonly Item[], after?: string): Section => {
  const blocks = present<Block>([{ kind: "list", items }, after !== undefined && { kind: "text", text: after }]);
  return { title, blocks: items.length === 0 ? [] : blocks };
};

/** A finding as a terminal shows it: the line of the file, and a caret under the place. */
export const findingBlock = (finding: Finding): Block => ({ kind: "code", lines: renderFinding(finding).split("\n") });

/** All checks of a report, in their order. */
export const checksIn = ({ sections }: Pick<Report, "sections">): readonly Check[] =>
  sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "checks" ? block.checks : [])));
