import type { Policy } from "../law/model/policy";
import { groupedBy } from "../text/grouped-by";
import type { IsoDate } from "../text/iso-date";
import { present } from "../text/present";
import { counted, fileName, listing, listingSome, named, shortened } from "../text/sentence";
import type { JudgedRegister } from "../verifier/exemptions";
import type { Bypass, Verdict } from "../verifier/verdict";
import { dependenciesInWords } from "../words/dependencies";
import { reviewFindings } from "../words/finding";
import { asOfDay, assumptionsThatBear, type Judgement, unknownsOf } from "../words/judgement";
import { explainedTenant, isSettled } from "../words/uncovered";
import { agentsInWords, carriersInWords, effectInWords, notListedInWords, verdictInWords } from "../words/verdict";
import { filled, findingBlock, listSection, type Report, type Section } from "./report";
import { waysInSection } from "./ways-in";

const WORDS = {
  proved: { word: "PROVED", tone: "good" },
  bypass: { word: "BYPASS", tone: "bad" },
  unknown: { word: "UNKNOWN", tone: "warn" },
} as const;

/** Who gets no token at all. */
export const BLOCKED = { all: "everybody", others: "everybody but exempt people" } as const;

/** The report about a verdict: the verdict, who gets in, how and why, what to do, and the assumptions. */
export function verdictReport(judgement: Judgement, otherDay: IsoDate | undefined): Report {
  const { file, tenant, verdict, register, assumedInWords, elapsedMs } = judgement;
  const explained = explainedTenant(tenant, register?.exemptions, verdict.isWhole);
  const condition = assumedInWords.length === 0 ? "" : `, if ${listing(assumedInWords, "and")}  `;
  return {
    title: "MFA for Azure management",
    ...WORDS[verdict.kind],
    subject: `${condition}${fileName(file)}`,
    aside: `${counted(tenant.policies.length, "policy", "policies")}, ${Math.round(elapsedMs)} ms`,
    answer: [
      verdictInWords(judgement),
      ...present([
        verdict.blocked && `The policies block ${BLOCKED[verdict.blocked]}, with or without MFA.`,
        effectInWords(judgement),
        agentsInWords(judgement),
        otherDay && asOfDay(otherDay),
      ]),
    ],
    sections: filled([
      listSection("Proved, because", carriersInWords(judgement)),
      waysInSection(certainFirst(verdict), explained, { kind: "way", says: "why and what to do" }),
      notListedSection(verdict),
      dependenciesSection(judgement),
      unknownsSection(unknownsOf(verdict.unknowns), tenant.policies),
      ...registerSections(register),
      listSection("Assumptions", assumptionsThatBear(judgement)),
    ]),
    footer: "Made by azmfa prove.",
  };
}

/** The ways in that exist whatever is unknown, then those by which somebody else may get in. */
export function certainFirst({ bypasses }: Pick<Verdict, "bypasses">): readonly Bypass[] {
  const settled = bypasses.filter(isSettled);
  const known = new Set(settled.flatMap(whoIn));
  const others = bypasses.filter((way) => {
    const letsInMore = whoIn(way).some((one) => !known.has(one));
    for (const one of whoIn(way)) known.add(one);
    return letsInMore && !isSettled(way);
  });
  return [...settled, ...others];
}

/** Everybody who gets in by a way in: people by id, others by what they are. */
const whoIn = ({ people, others }: Bypass): readonly string[] => [
  ...people,
  ...others.map(({ kind, identity: { type, home } }) => `${kind} ${type} ${home}`),
];

/** The people who get in by ways that aren't listed. */
export function notListedSection(verdict: Verdict): Section {
  const text = notListedInWords(verdict);
  return { title: "", blocks: text === undefined ? [] : [{ kind: "text", text }] };
}

/** The unknown things that the verdict depends on. */
export function dependenciesSection(judgement: Judgement): Section {
  const { items, after } = dependenciesInWords(judgement);
  return listSection("What isn't known", items, after);
}

/** Content that isn't understood: the policies, the field, and why. The same content of many policies is one item. */
export function unknownsSection(unknowns: ReturnType<typeof unknownsOf>, policies: readonly Policy[]): Section {
  const nameOf = new Map(policies.map(({ id, displayName }) => [String(id), displayName]));
  const items = groupedBy(unknowns, ({ field, why }) => `${shortened(field)}: ${why}`).map(([what, all]) => {
    const names = all.flatMap(({ policy }) => (policy === "" ? [] : [named(nameOf.get(policy) ?? policy)]));
    return names.length === 0 ? what : `${listingSome(names, 3)}, ${what}`;
  });
  return listSection("Not understood", items);
}

/** The problems of the register on this day and for this tenant. */
export function registerSections(register: JudgedRegister | undefined): readonly Section[] {
  if (register === undefined) return [];
  const stale = register.stale.map((entry) => {
    const { principal, at } = entry;
    const exempts = register.inForce.includes(entry) ? ", yet this entry exempts people" : "";
    return `${shortened(at.file)}:${at.line}: no policy excludes the ${principal.kind} ${principal.id}${exempts}. Remove the entry, or exclude them`;
  });
  const reviews = (what: string, kind: Parameters<typeof reviewFindings>[1]): Section => ({
    title: `${what}: these entries exempt nobody`,
    blocks: reviewFindings(register, kind).map(findingBlock),
  });
  return [
    reviews("Overdue reviews", "overdue"),
    reviews("Reviews more than a year ahead", "tooFarAhead"),
    listSection("Register entries that no policy uses", stale),
  ];
}
