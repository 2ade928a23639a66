import { printable } from "../../adapters/register";
import { renderWhoAndHow } from "../../report/human/hole";
import { renderHoles } from "../../report/human/holes";
import { type Look, penFor } from "../../report/human/look";
import { stageFor } from "../../report/human/stage";
import type { Exemption } from "../../verifier/exemptions";
import type { Meaning } from "../meaning";

/** What the drift means for sign-ins, in a sentence, and each way in that it opens. */
export function renderMeaning(meaning: Meaning, exemptions: readonly Exemption[], look: Look): readonly string[] {
  const { opened, tenant, notRead } = meaning;
  const pen = penFor(look);
  const stage = stageFor(tenant, exemptions);
  return [
    "",
    "What it means",
    `  ${sentence(meaning)}`,
    ...notRead.map(({ message, help }) => `  judged cautiously, for ${printable(message)}; help: ${printable(help)}`),
    ...renderHoles("Newly open", opened, (hole) => renderWhoAndHow(hole, stage, pen), pen),
  ];
}

function sentence({ verdict, asCoded, opened }: Meaning): string {
  if (opened.some(({ certain }) => certain))
    return "it opens Azure management without MFA: sign-ins that the code stops get through now";
  if (opened.length > 0)
    return "it may open Azure management without MFA: some of it isn't understood, so that nobody can rule it out";
  switch (verdict.kind) {
    case "proved":
      return "nobody gets in: no sign-in reaches Azure management without MFA, except the declared people";
    case "bypass":
      return asCoded === "bypass"
        ? "it opens nothing that isn't open with what the code says too; `azmfa prove` shows what is"
        : "there is a way in without MFA; `azmfa prove` shows it";
    case "unknown":
      return "it could not be proved whether it opens anything: some content isn't understood";
  }
}
