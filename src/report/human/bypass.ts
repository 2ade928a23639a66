import type { EvaluationContext } from "../../law/evaluate";
import { counted } from "../../text/sentence";
import type { Bypass } from "../../verifier/verdict";
import { describePrincipal } from "../principal";
import { describeExample, describeSignIn, tellerOf } from "../sign-in";
import { describeUncovered } from "../uncovered";
import { whatIfBody } from "../what-if";
import type { ExplainedTenant } from "./explained-tenant";
import { renderReasons } from "./reasons";
import type { Pen, ReportOptions } from "./terminal";

/** Bypasses that are listed; the others are counted. */
const MOST_BYPASSES = 5;

/**
 * @param title what each of them is called, e.g. `Way in`
 * @param condition what the title ends in where it doesn't hold for certain
 */
export function renderBypasses<Of extends Bypass>(
  title: string,
  bypasses: readonly Of[],
  render: (bypass: Of) => readonly string[],
  pen: Pen,
  condition: (bypass: Of) => string = conditionOf,
): readonly string[] {
  const more = bypasses.length - MOST_BYPASSES;
  const listed = bypasses.slice(0, MOST_BYPASSES).flatMap((bypass, index) => {
    return ["", ...pen.heading(`${title} ${index + 1} of ${bypasses.length}${condition(bypass)}`), ...render(bypass)];
  });
  return more > 0 ? [...listed, "", `  and ${counted(more, "more", "more")}, in --format json`] : listed;
}

function conditionOf({ certain, hangsOn }: Bypass): string {
  if (!certain) return ", if what isn't understood allows it";
  return hangsOn.length === 0 ? "" : ", unless what isn't known closes it";
}

/** One bypass: who and how, then why every policy lets it and what would close it. */
export function renderBypass(
  bypass: Bypass,
  explained: ExplainedTenant,
  { whatIf }: Pick<ReportOptions, "whatIf">,
  pen: Pen,
): readonly string[] {
  return [
    ...renderWhoAndHow(bypass, explained, pen),
    ...renderReasons(bypass, explained, pen),
    ...(whatIf ? renderWhatIf(bypass, explained.context) : []),
  ];
}

/** Who gets through and how: all there is to say of a bypass that is closed. */
export function renderWhoAndHow(bypass: Bypass, explained: ExplainedTenant, pen: Pen): readonly string[] {
  const { directory, context } = explained;
  const teller = tellerOf(context.tenant);
  const how = describeSignIn(bypass.signIn, bypass.alsoTrueFor, teller);
  const one = describeExample(bypass.signIn, bypass.alsoTrueFor, teller);
  const example = `${describePrincipal(bypass.signIn.principal, directory.names)}: ${one}`;
  return [
    ...pen.entry("Who", `${explained.isWhole ? "" : "at least "}${describeUncovered(bypass, directory)}`),
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
