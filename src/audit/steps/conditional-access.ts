import { type Answer, type Conclusion, failed, passed, unknown } from "../answer";
import { licence } from "../besides/licence";
import { securityDefaults } from "../besides/security-defaults";
import { asked } from "../check";
import { worst } from "../worst";
import type { Step } from "./step";

export const conditionalAccess: Step = {
  title: "Security → Conditional Access",
  must: "Conditional Access is licensed, and security defaults are off",
  inBenchmark: true,
  ask: asked({
    look: (audited) => [securityDefaults.ask(audited), licence.ask(audited)],
    evidence: (answers) => answers.flatMap(({ evidence }) => evidence),
    conclude: atWorst,
  }),
};

function atWorst(answers: readonly Answer[]): Conclusion {
  const because = answers.map((answer) => answer.because).join(" ");
  const [first = "", ...rest] = answers.flatMap((answer) => ("todo" in answer ? answer.todo : []));
  switch (worst(answers)) {
    case "failed":
      return failed(because, first, ...rest);
    case "unknown":
      return unknown(because, first, ...rest);
    default:
      return passed(because);
  }
}
