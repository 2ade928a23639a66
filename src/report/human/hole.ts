import type { EvaluationContext } from "../../verifier/evaluate";
import type { Bypass } from "../../verifier/verdict";
import { whatIfBody } from "../what-if/what-if-body";
import { describeExposed } from "../words/exposed";
import { describeExample, describeHow } from "../words/how";
import { describeWho } from "../words/who";
import type { Look, Pen } from "./look";
import { renderReasons } from "./reasons";
import type { Stage } from "./stage";

/** One way in: who and how, then why every policy lets it and what would close it. */
export function renderHole(hole: Bypass, stage: Stage, { whatIf }: Pick<Look, "whatIf">, pen: Pen): readonly string[] {
  const { directory, ground } = stage;
  return [
    ...renderWhoAndHow(hole, stage, pen),
    ...renderReasons(hole, directory.names, ground, pen),
    ...(whatIf ? renderWhatIf(hole, ground) : []),
  ];
}

/** Who gets through and how: all there is to say of a way in that is closed. */
export function renderWhoAndHow(hole: Bypass, { directory, ground }: Stage, pen: Pen): readonly string[] {
  const how = describeHow(hole.signIn, hole.alsoTrueFor, ground.tenant);
  const one = describeExample(hole.signIn, hole.alsoTrueFor, ground.tenant);
  const example = `${describeWho(hole.signIn.principal, directory.names)}: ${one}`;
  return [
    ...pen.entry("Who", describeExposed(hole.people, hole.others, directory)),
    ...pen.entry("How", how),
    ...(how === one ? [] : pen.entry("e.g.", example)),
  ];
}

/** Not broken into lines of the terminal's width: it is there to be copied. */
const renderWhatIf = ({ signIn }: Bypass, { tenant }: EvaluationContext): readonly string[] => [
  "  POST https://graph.microsoft.com/v1.0/identity/conditionalAccess/evaluate",
  ...JSON.stringify(whatIfBody(signIn, tenant), undefined, 2)
    .split("\n")
    .map((line) => `    ${line}`),
];
