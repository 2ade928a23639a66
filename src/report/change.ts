import type { UserId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import type { IsoDate } from "../text/iso-date";
import { present } from "../text/present";
import { counted, fileName, listingSome } from "../text/sentence";
import type { Comparison } from "../verifier/compare";
import type { JudgedRegister } from "../verifier/exemptions";
import { asOfDay, type Judgement, unknownsOf } from "../words/judgement";
import { type DirectoryNames, directoryNames } from "../words/principal";
import { describeUncovered, type ExplainedTenant, explainedTenant } from "../words/uncovered";
import { filled, type Report, type Section } from "./report";
import { registerSections, unknownsSection } from "./verdict";
import { waysInSection } from "./ways-in";

/** What a change does to who needs MFA, with everything that a report about it says. */
export interface JudgedComparison {
  readonly before: Pick<Judgement, "file" | "tenant">;
  readonly after: Pick<Judgement, "file" | "tenant">;
  readonly comparison: Comparison;
  /** The exempt people who newly get in. */
  readonly declared: readonly UserId[];
  readonly register: JudgedRegister | undefined;
  readonly elapsedMs: number;
}

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
    ...registerSections(register),
  ];
}

/** The names of both tenants. The first tenant's name wins if both have one. */
const bothTenants = (first: Tenant, second: Tenant): Tenant => ({
  ...first,
  groups: new Map([...(second.groups ?? []), ...(first.groups ?? [])]),
  locations: new Map([...(second.locations ?? []), ...(first.locations ?? [])]),
  policies: [...first.policies, ...second.policies],
});

const MOST_DECLARED = 8;

/** The exempt people who newly get in, as a sentence. */
const declaredInWords = (declared: readonly UserId[], names: DirectoryNames): string =>
  `As the register allows, ${listingSome(declared.map(names.person), MOST_DECLARED)} can now sign in without MFA.`;

/** Who a change lets in: a word, a sentence, and how good the news is. */
function comparisonInWords({ comparison, declared }: JudgedComparison, after: ExplainedTenant) {
  const { opened, closed, kind } = comparison;
  const [first, ...others] = opened;
  if (first !== undefined) {
    const who = `${describeUncovered(first, after)}${others.length === 0 ? "" : " and others"}`;
    return opened.some(({ certain }) => certain)
      ? ({ tone: "bad", word: "OPENS", answer: `This change lets ${who} in without MFA.` } as const)
      : ({ tone: "bad", word: "MAY OPEN", answer: `This change may let ${who} in without MFA.` } as const);
  }
  if (kind === "unknown")
    return { tone: "warn", word: "UNKNOWN", answer: "Could not tell whether this change lets anybody in." } as const;
  const lets = `This change lets nobody new in${declared.length > 0 ? " except for exempt people" : ""}`;
  return closed.length > 0
    ? ({ tone: "good", word: "CLOSES", answer: `${lets}, and closes ${counted(closed.length, "way")} in.` } as const)
    : ({ tone: "good", word: "EQUIVALENT", answer: `${lets}: the same sign-ins need MFA before and after.` } as const);
}
