import type { UserId } from "../../law/model/ids";
import { OUTSIDER_TYPES, PERSON_CLASSES, type Principal } from "../../law/model/sign-in";
import type { Cell, Section } from "../../report/report";
import { capital, counted, listing } from "../../text/sentence";
import type { Bypass } from "../../verifier/verdict";
import { type DirectoryNames, identityTypeNames } from "../../words/principal";
import { headcount, nameList } from "../../words/uncovered";
import { isKnownNow } from "../known";
import { groupedBy } from "../policies-in-words";
import type { AuditReport } from "./audit-report";
import { tableSection } from "./table-section";

/** Everybody, by whether they need MFA: who gets in by which of these ways, who is exempt, and who can't get in. */
export function peopleSection(report: AuditReport, ways: readonly Bypass[], names: DirectoryNames): Section {
  const rows = [...whoGetsIn(report, ways, names), ...whoIsExempt(report, names), ...whoNeedsMfa(report, names)];
  return tableSection(
    {
      title: "Who needs MFA",
      look: "people",
      where: "page",
      lead: "Everybody is in one row, by the worst of their sign-ins. The numbers are those of the ways in below.",
    },
    ["Who", "Needs MFA", "Why"],
    () => rows,
  );
}

type Row = readonly [who: Cell, standing: Cell, why: Cell];

function whoGetsIn({ audit, judgement }: AuditReport, ways: readonly Bypass[], names: DirectoryNames): readonly Row[] {
  const { verdict, tenant } = judgement;
  const { users, classes, outsiders } = verdict.uncovered;
  const rowOf = (who: Cell, open: readonly Bypass[]): Row => {
    const isCertain = verdict.kind === "bypass" && isKnownNow(open, audit.audited.facts);
    const isOpen = isCertain && (open.length === 0 || open.some(({ certain }) => certain));
    const numbers = open.map((way) => ways.indexOf(way) + 1);
    return [
      who,
      isOpen ? { text: "no", tone: "bad" } : { text: "not known", tone: "warn" },
      open.length === 0
        ? NOT_LISTED
        : { text: `way in ${listing(numbers.map(String), "and")}`, to: `way-${numbers[0]}` },
    ];
  };
  const people = new Map(ways.map((way) => [way, new Set(way.people)]));
  const waysOf = (id: UserId): readonly Bypass[] => ways.filter((way) => people.get(way)?.has(id));
  const alike = groupedBy(users, (id) =>
    waysOf(id)
      .map((way) => ways.indexOf(way))
      .join(),
  ).map(([, some]) => some);
  const ofType = (type: string): readonly Bypass[] =>
    ways.filter(({ others }) => others.some(({ identity }) => identity.type === type));
  const unlisted = tenant.users === undefined ? [] : ways.filter(({ others }) => others.some(isUnnamed));
  return [
    ...alike.map((some) => rowOf(named(some, names), waysOf(some[0] as UserId))),
    ...[...classes, ...outsiders].map((type) => rowOf(capital(identityTypeNames([type])), ofType(type))),
    ...(unlisted.length > 0 ? [rowOf("Anybody whom the file doesn't list", unlisted)] : []),
  ];
}

const isUnnamed = ({ kind }: Principal): boolean => kind === "unnamed";

/** A verdict lists the first ways in that were found. */
const NOT_LISTED = "a way in that isn't listed: `azmfa explain --user` shows it";

function whoIsExempt({ audit, judgement: { tenant } }: AuditReport, names: DirectoryNames): readonly Row[] {
  const exempt = (tenant.users ?? []).flatMap(({ id }) => (audit.audited.exempt.isExempt(id) ? [id] : []));
  return exempt.length === 0 ? [] : [[named(exempt, names), { text: "exempt", tone: "none" }, "the register"]];
}

/** Whoever is left; of a part of the people, or of the policies, nobody is known to need it. */
function whoNeedsMfa({ audit, judgement }: AuditReport, names: DirectoryNames): readonly Row[] {
  const { verdict, tenant } = judgement;
  const { uncovered, isWhole, blocksEverybody } = verdict;
  const open = new Set<string>([...uncovered.users, ...uncovered.classes, ...uncovered.outsiders]);
  const others = (tenant.users ?? []).flatMap(({ id }) =>
    open.has(id) || audit.audited.exempt.isExempt(id) ? [] : [id],
  );
  const types = [...(tenant.users === undefined ? PERSON_CLASSES : []), ...OUTSIDER_TYPES];
  const kinds = types.filter((type) => !open.has(type));
  const standing: Cell = isWhole
    ? { text: blocksEverybody ? "blocked" : "yes", tone: "good" }
    : { text: "not known", tone: "warn" };
  const why = isWhole ? "no sign-in of theirs gets through without it" : "not all could be looked at";
  return [
    ...(others.length === 0 ? [] : [[named(others, names), standing, why] as const]),
    ...(kinds.length === 0 ? [] : [[capital(identityTypeNames(kinds)), standing, why] as const]),
  ];
}

const MOST_NAMED = 4;

function named(people: readonly UserId[], names: DirectoryNames): Cell {
  const shown = nameList(people.slice(0, MOST_NAMED), names);
  const more = people.length - MOST_NAMED;
  return { text: headcount(people, names), below: more > 0 ? `${shown}, and ${counted(more, "more", "more")}` : shown };
}
