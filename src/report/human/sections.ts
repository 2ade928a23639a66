import type { Policy } from "../../law/model/policy";
import { named, shortened } from "../../text/sentence";
import type { JudgedRegister } from "../../verifier/judged-register";
import type { ReportedUnknown } from "../judgement";
import { overdueReviews, type ReviewFinding, tooFarReviews } from "../reviews";
import { renderFinding } from "./finding";
import { type Pen, type ReportOptions, wrap } from "./terminal";

/** A headed list; nothing where there is nothing to list. */
export function section(title: string, points: readonly string[], pen: Pen): readonly string[] {
  return points.length === 0 ? [] : ["", ...pen.heading(title), ...points.flatMap((text) => pen.point(text))];
}

/** Content that isn't understood: which policy, which field, why. */
export function unknownsSection(
  unknowns: readonly ReportedUnknown[],
  policies: readonly Policy[],
  pen: Pen,
): readonly string[] {
  const nameOf = new Map(policies.map(({ id, displayName }) => [String(id), displayName]));
  const texts = unknowns.map(({ policy, field, why }) => {
    const name = policy === "" ? "" : `${named(nameOf.get(policy) ?? policy)}, `;
    return `${name}${shortened(field)}: ${why}`;
  });
  return section("Not understood", texts, pen);
}

const reviewSection = (title: string, findings: readonly ReviewFinding[], pen: Pen): readonly string[] =>
  findings.length === 0 ? [] : ["", ...pen.heading(title), ...findings.map(renderFinding)];

/** What is wrong with the register on this day and for this tenant. */
export function registerSections(register: JudgedRegister | undefined, pen: Pen): readonly string[] {
  if (register === undefined) return [];
  const stale = register.stale.map(
    ({ principal: { kind, id }, at }) =>
      `${shortened(at.file)}:${at.line}: no policy excludes the ${kind} ${id}; remove the entry, or exclude them`,
  );
  return [
    ...reviewSection("Overdue reviews: these entries exempt nobody", overdueReviews(register), pen),
    ...reviewSection("Reviews more than a year off: these entries exempt nobody", tooFarReviews(register), pen),
    ...section("Entries of the register that do nothing", stale, pen),
  ];
}

const HINT = "To confirm: --what-if prints, for each way in, the request that asks Microsoft's What If about it.";

/** How to confirm a bypass with Microsoft's own tool. */
export const whatIfHint = (bypasses: number, { whatIf }: ReportOptions, { paint, width }: Pen): readonly string[] =>
  bypasses === 0 || whatIf ? [] : ["", ...wrap(HINT, width).map(paint.dim)];
