import { assumptionsBehind } from "../assumptions-behind";
import type { Judgement } from "../judgement";
import { unknownsOf } from "../unknowns-of";
import { renderHole } from "./hole";
import { renderHoles } from "./holes";
import { type Look, penFor } from "./look";
import { registerSections, section, unknownsSection } from "./sections";
import { stageFor } from "./stage";
import { renderSummary } from "./summary";
import { whatIfHint } from "./what-if-hint";

/** The verdict for a person at a terminal: what it is, who, how, why, what to do, and what it rests on. */
export function renderVerdict(judgement: Judgement, look: Look): string {
  const { tenant, verdict, register, notes } = judgement;
  const pen = penFor(look);
  const stage = stageFor(tenant, register?.exemptions);
  return `${[
    ...renderSummary(judgement, look, pen),
    ...renderHoles("Way in", verdict.bypasses, (hole) => renderHole(hole, stage, look, pen), pen),
    ...unknownsSection(unknownsOf(verdict.unknowns, notes), tenant.policies, pen),
    ...registerSections(register, pen),
    ...section("It rests on this", assumptionsBehind(judgement), pen),
    ...whatIfHint(verdict.bypasses.length, look, pen),
  ].join("\n")}\n\n`;
}
