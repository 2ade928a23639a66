import type { UserId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { counted, fileName, listingSome, shortened } from "../text/sentence";
import type { ChangedBypass } from "../verifier/compare";
import { explainedTenant } from "../words/explained-tenant";
import { describeSupposed } from "../words/hinges";
import { asOfDay, type JudgedComparison, unknownsOf } from "../words/judgement";
import { type DirectoryNames, directoryNames } from "../words/principal";
import { describeUncovered } from "../words/uncovered";
import { undoInWords } from "../words/undo";
import { filled, listSection, type Report, type Section } from "./report";
import { type ReportOptions, registerSections, unknownsSection, whatIfHint } from "./verdict";
import { type Listing, waysInSection } from "./ways-in";

/** What a change does to who needs MFA: what it opens first, and how to undo that. */
export function changeReport(judged: JudgedComparison, { whatIf, otherDay }: ReportOptions): Report {
  const { before, after, comparison, register, declared, undo } = judged;
  const { opened, closed, unknowns } = comparison;
  const names = directoryNames(bothTenants(after.tenant, before.tenant));
  const { answer, ...verdict } = verdictOn(judged);
  const files = `${fileName(before.file)} → ${fileName(after.file)}`;
  return {
    title: "MFA for Azure management: a change",
    ...verdict,
    subject: files,
    answer: [
      answer,
      ...present([
        declared.length > 0 && declaredInWords(declared, directoryNames(after.tenant)),
        otherDay !== undefined && asOfDay(otherDay),
      ]),
    ],
    sections: filled([
      undoSection(undo, names),
      waysInSection(opened, explainedTenant(after.tenant, register?.exemptions), {
        ...changedWays("Newly open", "bad", names),
        says: "why and what to do",
        whatIf,
      }),
      waysInSection(closed, explainedTenant(before.tenant, register?.exemptions), {
        ...changedWays("No longer open", "good", names),
        says: "nothing more",
        whatIf: false,
      }),
      unknownsSection(unknownsOf(unknowns, [...before.notes, ...after.notes]), [
        ...before.tenant.policies,
        ...after.tenant.policies,
      ]),
      ...registerSections(register),
      whatIfHint(opened.length, whatIf),
    ]),
    footer: `${files}, compared by azmfa diff.`,
  };
}

/** How ways in are listed that are open on one side of a change only. */
export const changedWays = (
  title: string,
  tone: "good" | "bad",
  names: DirectoryNames,
): Omit<Listing<ChangedBypass>, "says" | "whatIf"> => ({
  title,
  heading: title,
  id: tone === "bad" ? "opened" : "closed",
  tone,
  condition: ({ certain }) => (certain ? "" : ", under a condition"),
  given: ({ hangsOn }) => (hangsOn.length === 0 ? undefined : describeSupposed(hangsOn, names)),
});

/** The names of both tenants; where both have one, the first one's. */
const bothTenants = (first: Tenant, second: Tenant): Tenant => ({
  ...first,
  groups: new Map([...(second.groups ?? []), ...(first.groups ?? [])]),
  locations: new Map([...(second.locations ?? []), ...(first.locations ?? [])]),
  policies: [...first.policies, ...second.policies],
});

const MOST_NAMED = 8;

/** People whom the register exempts and who get in newly, as a sentence. */
function declaredInWords(declared: readonly UserId[], names: DirectoryNames): string {
  const people = declared.map((id) => shortened(names.userOf(id)?.displayName ?? id));
  return `Newly without MFA, as the register allows: ${listingSome(people, MOST_NAMED)}.`;
}

/** Whom the change lets in, in a sentence. */
function verdictOn({ comparison, after, register, declared }: JudgedComparison) {
  const { opened, closed, kind } = comparison;
  const [first, ...others] = opened;
  if (first !== undefined) {
    const isCertain = opened.some(({ certain }) => certain);
    const who = describeUncovered(first, explainedTenant(after.tenant, register?.exemptions).directory);
    const more = others.length === 0 ? "" : `, by ${counted(opened.length, "way")} in`;
    return {
      tone: "bad",
      word: isCertain ? "OPENS" : "MAY OPEN",
      answer: `This change ${isCertain ? "lets" : "may let"} ${who}${others.length === 0 ? "" : " and others"} in without MFA${more}.`,
    } as const;
  }
  if (kind === "unknown")
    return { tone: "warn", word: "UNKNOWN", answer: "Could not tell whether this change lets anybody in." } as const;
  const but = declared.length > 0 ? " except for exempt people" : "";
  if (closed.length > 0)
    return {
      tone: "good",
      word: "CLOSES",
      answer: `This change lets nobody new in${but}, and closes ${counted(closed.length, "way")} in.`,
    } as const;
  return {
    tone: "good",
    word: "EQUIVALENT",
    answer: `This change lets nobody new in${but}: the same sign-ins need MFA before and after.`,
  } as const;
}

/** What to put back, as a list with what comes of it. */
function undoSection(undo: JudgedComparison["undo"], names: DirectoryNames): Section | undefined {
  if (undo === undefined) return undefined;
  const { points, after } = undoInWords(undo, names);
  return listSection("Undo this change first", points, after);
}
