import type { UserId } from "../../law/model/ids";
import { printable } from "../../text/printable";
import { identityTypeName } from "../principal";
import { describeSignIn, tellerOf } from "../sign-in";
import type { AuditReport } from "./audit-report";

const HEADER = ["id", "display name", "user principal name", "what they are", "disabled", "certain", "how"] as const;
type Row = readonly [
  id: string,
  name: string,
  upn: string,
  what: string,
  disabled: string,
  certain: string,
  how: string,
];

/** A verdict has the first ways in that were found. */
const NOT_TOLD = "by none of the ways in that the verdict lists: azmfa explain with --user shows how";

/** Without it Excel takes UTF-8 for the machine's old code page, and spoils every name that has an accent. */
const BYTE_ORDER_MARK = "\ufeff";

/** Everybody who may reach Azure management without MFA, one a line: people by name, outsiders and classes by what they are. */
export function auditInCsv({ audit, judgement }: AuditReport): string {
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
  const rows = [HEADER, ...uncovered.users.map(person), ...others];
  return `${BYTE_ORDER_MARK}${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/** How a spreadsheet's formula begins, wide forms of its marks and spaces before it included. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * A cell in quotes where it needs them, also for programs that split at semicolons. One that a spreadsheet would take for a
 * formula begins with an apostrophe; what moves a cursor or isn't seen is spelt out.
 * @see RFC 4180; OWASP, "CSV Injection"
 */
export function cell(text: string): string {
  const harmless = FORMULA.test(text) || /^[\t\r\n]/.test(text) ? `'${printable(text)}` : printable(text);
  return /[",;]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
