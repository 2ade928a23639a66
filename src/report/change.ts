import type { Tenant } from "../law/model/tenant";
import type { IsoDate } from "../text/iso-date";
import { present } from "../text/present";
import { fileName } from "../text/sentence";
import { comparisonInWords, declaredInWords } from "../words/change";
import { asOfDay, type JudgedComparison, unknownsOf } from "../words/judgement";
import { directoryNames } from "../words/principal";
import { type ExplainedTenant, explainedTenant } from "../words/uncovered";
import { filled, type Report, type Section } from "./report";
import { registerSections, unknownsSection } from "./verdict";
import { waysInSection } from "./ways-in";

/** The report about a change: what it opens, and what it closes. */
export function changeReport(judged: JudgedComparison, otherDay: IsoDate | undefined): Report {
  const { before, after, register, declared } = judged;
  const open = explainedTenant(after.tenant, register?.exemptions);
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
    sections: filled(sectionsOf(judged, open)),
    footer: `${files}, compared by azmfa diff.`,
  };
}

function sectionsOf(judged: JudgedComparison, open: ExplainedTenant): readonly (Section | undefined)[] {
  const { before, after, comparison, register } = judged;
  const supposing = directoryNames(bothTenants(after.tenant, before.tenant));
  const policies = [...before.tenant.policies, ...after.tenant.policies];
  const shut = explainedTenant(before.tenant, register?.exemptions);
  return [
    waysInSection(comparison.opened, open, { kind: "opened", says: "why and what to do", supposing }),
    waysInSection(comparison.closed, shut, { kind: "closed", says: "nothing more", supposing }),
    unknownsSection(unknownsOf(comparison.unknowns), policies),
    ...registerSections(register, after.tenant),
  ];
}

/** The names of both tenants. The first tenant's name wins if both have one. */
const bothTenants = (first: Tenant, second: Tenant): Tenant => ({
  ...first,
  groups: new Map([...(second.groups ?? []), ...(first.groups ?? [])]),
  locations: new Map([...(second.locations ?? []), ...(first.locations ?? [])]),
  policies: [...first.policies, ...second.policies],
});
