import { isAlias, isMap, type Node } from "yaml";
import { type IsoDate, isoDate, looksLikeDate } from "./iso-date";
import { nearestWord } from "./nearest-word";
import type { Place } from "./place";
import { quoted } from "./printable";
import { describe, type Field, readFields } from "./read-fields";
import { type PlacedPrincipal, readPrincipal } from "./read-principal";
import { type PlacedText, readText } from "./read-text";
import { EXCLUSION_KINDS, type ExclusionKind, type RegisterEntry } from "./register";
import type { Report } from "./report";

const REQUIRED = ["kind", "reason", "owner", "approvedBy", "reviewBy"] as const;
const KNOWN = ["user", "group", "members", ...REQUIRED];

/** What could be read of an entry; whatever is missing or wrong is in the report. */
export type ReadEntry = { readonly who: PlacedPrincipal | undefined; readonly entry: RegisterEntry | undefined };

const NOTHING: ReadEntry = { who: undefined, entry: undefined };

/** Reads one entry of the list. */
export function readEntry(node: Node, report: Report): ReadEntry {
  if (isAlias(node)) return NOTHING; // refused before
  if (!isMap(node)) {
    report.add("not-an-entry", report.placeOf(node), `an entry must be a mapping, not ${describe(node)}`);
    return NOTHING;
  }
  const fields = readFields(node, KNOWN, report);
  const who = readPrincipal(node, fields, report);
  const missing = REQUIRED.filter((name) => !fields.has(name));
  if (missing.length > 0) report.add("missing-field", who?.at ?? report.placeOf(node), lackOf(missing));
  const kind = read("kind", fields, report, readKind);
  const reason = read("reason", fields, report, textOf);
  const owner = read("owner", fields, report, textOf);
  const approvedBy = read("approvedBy", fields, report, textOf);
  const review = read("reviewBy", fields, report, readDate);
  if (!who || !kind || !reason || !owner || !approvedBy || !review) return { who, entry: undefined };
  return { who, entry: { ...who, kind, reason, owner, approvedBy, reviewBy: review.day, reviewAt: review.at } };
}

const lackOf = (missing: readonly string[]): string =>
  `this entry has no ${missing.map((name) => `\`${name}\``).join(", ")}`;

function read<T>(
  name: (typeof REQUIRED)[number],
  fields: ReadonlyMap<string, Field>,
  report: Report,
  convert: (placed: PlacedText, report: Report) => T | undefined,
): T | undefined {
  const field = fields.get(name);
  const placed = field && readText(name, field, report);
  return placed && convert(placed, report);
}

const textOf = ({ text }: PlacedText): string => text.trim();

function readKind({ text, at }: PlacedText, report: Report): ExclusionKind | undefined {
  const kind = EXCLUSION_KINDS.find((known) => known === text);
  const meant = nearestWord(text, EXCLUSION_KINDS);
  if (!kind)
    report.add(
      "unknown-kind",
      at,
      `${quoted(text)} is not a kind of exclusion${meant ? `; did you mean \`${meant}\`?` : ""}`,
    );
  return kind;
}

function readDate({ text, at }: PlacedText, report: Report): { day: IsoDate; at: Place } | undefined {
  const day = isoDate(text);
  if (day) return { day, at };
  if (looksLikeDate(text)) report.add("impossible-date", at, `there is no ${quoted(text)} in the calendar`);
  else report.add("not-a-date", at, `${quoted(text)} is not a day`);
  return undefined;
}
