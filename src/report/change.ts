import type { UserId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import type { IsoDate } from "../text/iso-date";
import { present } from "../text/present";
import { counted, fileName, listingSome } from "../text/sentence";
import { asOfDay, type JudgedComparison, unknownsOf } from "../words/judgement";
import { type DirectoryNames, directoryNames } from "../words/principal";
import { describeUncovered, type ExplainedTenant, explainedTenant } from "../words/uncovered";
import { undoInWords } from "../words/undo";
import { filled, listSection, type Report, type Section } from "./report";
import { registerSections, unknownsSection } from "./verdict";
import { waysInSection } from "./ways-in";

/** What a change does to who needs MFA: what it opens first, and how to undo that. */
export function changeReport(judged: JudgedComparison, otherDay: IsoDate | undefined): Report {
  const { before, after, comparison, register, declared, undo } = judged;
  const { opened, closed, unknowns } = comparison;
  const names = directoryNames(bothTenants(after.tenant, before.tenant));
  const exemptions = register?.exemptions;
  const open = explainedTenant(after.tenant, exemptions);
  const { answer, ...verdict } = verdictOn(judged, open);
  const files = `${fileName(before.file)} → ${fileName(after.file)}`;
  return {
    title: "MFA for Azure management: a change",
    ...verdict,
    subject: files,
    answer: [
      answer,
      ...present([
        declared.length > 0 && declaredInWords(declared, open.names),
        otherDay !== undefined && asOfDay(otherDay),
      ]),
    ],
    sections: filled([
      undoSection(undo, names),
      waysInSection(opened, open, { kind: "opened", says: "why and what to do", supposing: names }),
      waysInSection(closed, explainedTenant(before.tenant, exemptions), {
        kind: "closed",
        says: "nothing more",
        supposing: names,
      }),
      unknownsSection(unknownsOf(unknowns, [...before.notes, ...after.notes]), [
        ...before.tenant.policies,
        ...after.tenant.policies,
      ]),
      ...registerSections(register),
    ]),
    footer: `${files}, compared by azmfa diff.`,
  };
}

/** The names of both tenants; where both have one, the first one's. */
const bothTenants = (first: Tenant, second: Tenant): Tenant => ({
  ...first,
  groups: new Map([...(second.groups ?? []), ...(first.groups ?? [])]),
  locations: new Map([...(second.locations ?? []), ...(first.locations ?? [])]),
  policies: [...first.policies, ...second.policies],
});

const MOST_NAMED = 8;

/** People whom the register exempts and who get in newly, as a sentence. */
const declaredInWords = (declared: readonly UserId[], names: DirectoryNames): string =>
  `Newly without MFA, as the register allows: ${listingSome(declared.map(names.person), MOST_NAMED)}.`;

/** Whom the change lets in, in a sentence. */
function verdictOn({ comparison, declared }: JudgedComparison, after: ExplainedTenant) {
  const { opened, closed, kind } = comparison;
  const [first, ...others] = opened;
  if (first !== undefined) {
    const isCertain = opened.some(({ certain }) => certain);
    const who = describeUncovered(first, after);
    const more = others.length === 0 ? "" : `, by ${counted(opened.length, "way")} in`;
    return {
      tone: "bad",
      word: isCertain ? "OPENS" : "MAY OPEN",
      answer: `This change ${isCertain ? "lets" : "may let"} ${who}${others.length === 0 ? "" : " and others"} in without MFA${more}.`,
    } as const;
  }
  if (kind === "unknown")
    return { tone: "warn", word: "UNKNOWN", answer: "Could not tell whether this change lets anybody in." } as const;
  const nobody = `This change lets nobody new in${declared.length > 0 ? " except for exempt people" : ""}`;
  return closed.length > 0
    ? ({ tone: "good", word: "CLOSES", answer: `${nobody}, and closes ${counted(closed.length, "way")} in.` } as const)
    : ({
        tone: "good",
        word: "EQUIVALENT",
        answer: `${nobody}: the same sign-ins need MFA before and after.`,
      } as const);
}

/** What to put back, as a list with what comes of it. */
function undoSection(undo: JudgedComparison["undo"], names: DirectoryNames): Section | undefined {
  if (undo === undefined) return undefined;
  const { points, after } = undoInWords(undo, names);
  return listSection("Undo this change first", points, after);
}
