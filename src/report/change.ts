import type { Tenant } from "../law/model/tenant";
import type { IsoDate } from "../text/iso-date";
import { present } from "../text/present";
import { fileName } from "../text/sentence";
import { comparisonInWords, declaredInWords, undoInWords } from "../words/change";
import { asOfDay, type JudgedComparison, unknownsOf } from "../words/judgement";
import { type DirectoryNames, directoryNames } from "../words/principal";
import { explainedTenant } from "../words/uncovered";
import { filled, listSection, type Report, type Section } from "./report";
import { registerSections, unknownsSection } from "./verdict";
import { waysInSection } from "./ways-in";

/** The report about a change: what it opens, how to undo that first, and what it closes. */
export function changeReport(judged: JudgedComparison, otherDay: IsoDate | undefined): Report {
  const { before, after, comparison, register, declared, undo } = judged;
  const { opened, closed, unknowns } = comparison;
  const names = directoryNames(bothTenants(after.tenant, before.tenant));
  const exemptions = register?.exemptions;
  const open = explainedTenant(after.tenant, exemptions);
  const { answer, ...verdict } = comparisonInWords(judged, open);
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
      ...registerSections(register, after.tenant),
    ]),
    footer: `${files}, compared by azmfa diff.`,
  };
}

/** The names of both tenants. The first tenant's name wins if both have one. */
const bothTenants = (first: Tenant, second: Tenant): Tenant => ({
  ...first,
  groups: new Map([...(second.groups ?? []), ...(first.groups ?? [])]),
  locations: new Map([...(second.locations ?? []), ...(first.locations ?? [])]),
  policies: [...first.policies, ...second.policies],
});

/** What to put back, as a list, and the result. */
function undoSection(undo: JudgedComparison["undo"], names: DirectoryNames): Section | undefined {
  if (undo === undefined) return undefined;
  const { points, after } = undoInWords(undo, names);
  return listSection("Undo this change first", points, after);
}
