import type { UserId } from "../../law/model/ids";
import { identityTypeName } from "../../words/principal";
import { describeSignIn, tellerOf } from "../../words/sign-in";
import type { AuditReport } from "./audit-report";
import { stepChecks } from "./checks";
import { factsOf } from "./facts";

const HEADER = [
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
  "review by",
] as const;
type Row = readonly [
  id: string,
  name: string,
  upn: string,
  what: string,
  disabled: string,
  certain: string,
  how: string,
];

/** The columns about a person, where a line is about none. */
const NOBODY: Row = ["", "", "", "", "", "", ""];

/** The columns about an entry of the register. */
const NO_REGISTER = ["", "", ""] as const;

/** A verdict lists the first ways in that were found. */
const NOT_TOLD = "not among the listed ways in: azmfa explain --user shows how";

/**
 * Everybody who can reach Azure management without MFA, one a line: people by name, outsiders and classes by what they are; then
 * each step, each exclusion with who approved it, and where the evidence comes from.
 */
export function rowsOf(report: AuditReport): readonly (readonly string[])[] {
  const { audit, judgement } = report;
  const { uncovered, bypasses } = judgement.verdict;
  const { names } = audit.audited;
  const teller = tellerOf(judgement.tenant);
  const wayOf = (isOpen: (bypass: (typeof bypasses)[number]) => boolean): readonly [certain: string, how: string] => {
    const way = bypasses.find(isOpen);
    return way === undefined
      ? ["", NOT_TOLD]
      : [way.certain && way.hangsOn.length === 0 ? "yes" : "no", describeSignIn(way.signIn, way.alsoTrueFor, teller)];
  };
  const person = (id: UserId): Row => {
    const user = names.userOf(id);
    const what = (user?.classes ?? []).map(identityTypeName).join(" or ");
    const way = wayOf(({ people }) => people.includes(id));
    return [id, user?.displayName ?? "", user?.userPrincipalName ?? "", what, user?.disabled ? "yes" : "no", ...way];
  };
  const others = [...uncovered.classes, ...uncovered.outsiders].map(
    (type): Row => [
      "",
      "",
      "",
      `any ${identityTypeName(type)}`,
      "",
      ...wayOf(({ others: open }) => open.some(({ identity }) => identity.type === type)),
    ],
  );
  const people = [...uncovered.users.map(person), ...others].map((row) => [...row, "", "", "", "", ...NO_REGISTER]);
  const steps = stepChecks(report).map(({ number = "", title, answer, because, todo }) => [
    ...NOBODY,
    `${number}. ${title}`,
    answer,
    because,
    todo.join("; "),
    ...NO_REGISTER,
  ]);
  const exclusions = audit.exclusions.map(({ subject, standing, entry }) => [
    subject.id,
    subject.name,
    "",
    `excluded ${subject.kind}`,
    "",
    "",
    "",
    "exclusion",
    standing,
    entry === undefined ? "not in the register" : `${entry.kind}: ${entry.reason}`,
    "",
    ...(entry === undefined ? NO_REGISTER : [entry.owner, entry.approvedBy, entry.reviewBy]),
  ]);
  const facts = factsOf(report).map(({ label, text }) => [...NOBODY, label, "", text, "", ...NO_REGISTER]);
  return [HEADER, ...people, ...steps, ...exclusions, ...facts];
}
