import { renderReviewFinding } from "../../adapters/register";
import { groundOf, type Verdict } from "../../verifier";
import { exemptIn } from "../../verifier/exemptions";
import { assumptionsBehind } from "../assumptions-behind";
import type { JudgedRegister, Judgement } from "../judgement";
import { unknownsOf } from "../unknowns-of";
import { directoryNames } from "../words/directory-names";
import type { Directory } from "../words/exposed";
import { counted } from "../words/listing";
import { named, shortened } from "../words/named";
import { renderHole } from "./hole";
import { type Look, type Pen, penFor } from "./look";
import { renderSummary } from "./summary";

/** Ways in that are told in full; the others are counted. */
const MOST_HOLES = 5;

/** The verdict for a person at a terminal: what it is, who, how, why, what to do, and what it rests on. */
export function renderVerdict(judgement: Judgement, look: Look): string {
  const pen = penFor(look);
  return `${[
    ...renderSummary(judgement, look, pen),
    ...renderHoles(judgement, look, pen),
    ...renderUnknowns(judgement, pen),
    ...renderRegister(judgement.register, pen),
    ...section("It rests on this", assumptionsBehind(judgement), pen),
    ...hint(judgement.verdict, look, pen),
  ].join("\n")}\n\n`;
}

function renderHoles({ tenant, verdict, register }: Judgement, look: Look, pen: Pen): readonly string[] {
  const { isExempt, groups } = exemptIn(tenant, register?.exemptions ?? []);
  const ground = groundOf(tenant, groups);
  const directory: Directory = { names: directoryNames(tenant), membership: ground.membership, isExempt };
  const { holes } = verdict;
  const more = holes.length - MOST_HOLES;
  return [
    ...holes
      .slice(0, MOST_HOLES)
      .flatMap((hole, index) => [
        "",
        ...pen.heading(
          `Way in ${index + 1} of ${holes.length}${hole.certain ? "" : ", if what isn't understood allows it"}`,
        ),
        ...renderHole(hole, directory, ground, look, pen),
      ]),
    ...(more > 0 ? ["", `  and ${counted(more, "more way")} in; --format json has them all`] : []),
  ];
}

function renderUnknowns({ tenant, verdict, notes }: Judgement, pen: Pen): readonly string[] {
  const nameOf = new Map(tenant.policies.map(({ id, displayName }) => [String(id), displayName]));
  const texts = unknownsOf(verdict.unknowns, notes).map(({ policy, field, why }) => {
    const name = policy === "" ? "" : `${named(nameOf.get(policy) ?? policy)}, `;
    return `${name}${shortened(field)}: ${why}`;
  });
  return section("Not understood", texts, pen);
}

function renderRegister(register: JudgedRegister | undefined, pen: Pen): readonly string[] {
  if (register === undefined) return [];
  const stale = register.stale.map(
    ({ principal: { kind, id }, at }) =>
      `${shortened(at.file)}:${at.line}: no policy excludes the ${kind} ${id}; remove the entry`,
  );
  const overdue = register.overdue.map(renderReviewFinding);
  return [
    ...(overdue.length > 0 ? ["", ...pen.heading("Overdue reviews (these entries exempt nobody)"), ...overdue] : []),
    ...section("Entries of the register that do nothing", stale, pen),
  ];
}

function section(title: string, points: readonly string[], pen: Pen): readonly string[] {
  return points.length === 0 ? [] : ["", ...pen.heading(title), ...points.flatMap((text) => pen.point(text))];
}

function hint({ holes }: Verdict, { whatIf }: Look, { paint }: Pen): readonly string[] {
  if (holes.length === 0 || whatIf) return [];
  return ["", paint.dim("With --what-if each way in comes with the request that asks Microsoft's What If about it.")];
}
