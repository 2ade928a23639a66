import { certainFirst } from "../../report/verdict";
import { identityTypeName } from "../../words/principal";
import { describeSignIn, formatterOf } from "../../words/sign-in";
import { isSettled } from "../../words/uncovered";
import type { AuditReport } from "./audit-report";
import { stepChecks } from "./checks";
import { confinedInWords } from "./exclusions";
import { factsOf } from "./facts";

const COLUMNS = [
  "id",
  "display name",
  "user principal name",
  "what they are",
  "disabled",
  "certain",
  "how",
  "step",
  "answer",
  "why",
  "what to do",
  "owner",
  "approved by",
  "ticket",
  "review by",
  "still confined by",
  "commit",
] as const;
/** A line, without the columns that it has nothing for. */
type Row = { readonly [C in (typeof COLUMNS)[number]]?: string | undefined };

/** A verdict lists the first ways in that were found. */
const NOT_LISTED = "not among the listed ways in: azmfa explain --user shows how";

/**
 * Everybody who can reach Azure management without MFA, one a line: people by name, outsiders and classes by what they are; then
 * each step, each exclusion with who approved it, and where the evidence comes from.
 */
export function rowsOf(report: AuditReport): readonly (readonly string[])[] {
  const rows = [...peopleIn(report), ...stepsIn(report), ...exclusionsIn(report), ...factsIn(report)];
  return [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ""))];
}

function peopleIn({ audit, judgement: { verdict, tenant } }: AuditReport): readonly Row[] {
  const { users, classes, outsiders } = verdict.uncovered;
  const ways = certainFirst(verdict);
  const way = (isOpen: (bypass: (typeof ways)[number]) => boolean): Row => {
    const found = ways.find(isOpen);
    if (found === undefined) return { how: NOT_LISTED };
    return { certain: isSettled(found) ? "yes" : "no", how: describeSignIn(found, formatterOf(tenant)) };
  };
  return [
    ...users.map((id): Row => {
      const user = audit.audited.names.userOf(id);
      return {
        id,
        "display name": user?.displayName,
        "user principal name": user?.userPrincipalName,
        "what they are": (user?.classes ?? []).map(identityTypeName).join(" or "),
        disabled: user?.disabled ? "yes" : "no",
        ...way(({ people }) => people.includes(id)),
      };
    }),
    ...[...classes, ...outsiders].map((type) => ({
      "what they are": `any ${identityTypeName(type)}`,
      ...way(({ others }) => others.some(({ identity }) => identity.type === type)),
    })),
  ];
}

const stepsIn = ({ audit }: AuditReport): readonly Row[] =>
  stepChecks(audit).map(({ number = "", title, answer, because, todo }) => ({
    step: `${number}. ${title}`,
    answer,
    why: because,
    "what to do": todo.join("; "),
  }));

const exclusionsIn = ({ audit }: AuditReport): readonly Row[] =>
  audit.exclusions.map((exclusion) => ({
    id: exclusion.subject.id,
    "display name": exclusion.subject.name,
    "what they are": `excluded ${exclusion.subject.kind}`,
    step: "exclusion",
    answer: exclusion.standing,
    why: exclusion.entry ? `${exclusion.entry.kind}: ${exclusion.entry.reason}` : "not in the register",
    owner: exclusion.entry?.owner,
    "approved by": exclusion.entry?.approvedBy,
    ticket: exclusion.entry?.ticket,
    commit: exclusion.commit,
    "review by": exclusion.entry?.reviewBy,
    "still confined by": confinedInWords(exclusion, (names) => names.join("; ")),
  }));

const factsIn = (report: AuditReport): readonly Row[] =>
  factsOf(report).map(({ label, texts }) => ({ step: label, why: texts.join(" ") }));
