import type { Tenant } from "../../model/tenant";
import { counted } from "../../text/sentence";
import { type EvaluationContext, evaluationContext } from "../../verifier/evaluate";
import { type Exemption, exemptIn } from "../../verifier/exemptions";
import type { Bypass } from "../../verifier/verdict";
import { describePrincipal, directoryNames } from "../principal";
import { describeExample, describeSignIn, tellerOf } from "../sign-in";
import { type Directory, describeUncovered } from "../uncovered";
import { whatIfBody } from "../what-if";
import { renderReasons } from "./reasons";
import type { Pen, ReportOptions } from "./terminal";

/** Bypasses that are listed; the others are counted. */
const MOST_BYPASSES = 5;

/** @param title what each of them is called, e.g. `Way in` */
export function renderBypasses<Of extends Bypass>(
  title: string,
  bypasses: readonly Of[],
  render: (bypass: Of) => readonly string[],
  pen: Pen,
): readonly string[] {
  const more = bypasses.length - MOST_BYPASSES;
  const listed = bypasses.slice(0, MOST_BYPASSES).flatMap((bypass, index) => {
    const condition = bypass.certain ? "" : "hangsOn" in bypass ? ", if …" : ", if what isn't understood allows it";
    return ["", ...pen.heading(`${title} ${index + 1} of ${bypasses.length}${condition}`), ...render(bypass)];
  });
  return more > 0 ? [...listed, "", `  and ${counted(more, "more", "more")}; --format json has them all`] : listed;
}

/** One bypass: who and how, then why every policy lets it and what would close it. */
export function renderBypass(
  bypass: Bypass,
  explained: ExplainedTenant,
  { whatIf }: Pick<ReportOptions, "whatIf">,
  pen: Pen,
): readonly string[] {
  const { directory, context } = explained;
  return [
    ...renderWhoAndHow(bypass, explained, pen),
    ...renderReasons(bypass, directory.names, context, pen),
    ...(whatIf ? renderWhatIf(bypass, context) : []),
  ];
}

/** Who gets through and how: all there is to say of a bypass that is closed. */
export function renderWhoAndHow(bypass: Bypass, { directory, context }: ExplainedTenant, pen: Pen): readonly string[] {
  const teller = tellerOf(context.tenant);
  const how = describeSignIn(bypass.signIn, bypass.alsoTrueFor, teller);
  const one = describeExample(bypass.signIn, bypass.alsoTrueFor, teller);
  const example = `${describePrincipal(bypass.signIn.principal, directory.names)}: ${one}`;
  return [
    ...pen.entry("Who", describeUncovered(bypass.people, bypass.others, directory)),
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

/** A tenant in which bypasses are explained. */
export interface ExplainedTenant {
  readonly directory: Directory;
  readonly context: EvaluationContext;
}

export function explainedTenant(tenant: Tenant, exemptions: readonly Exemption[] = []): ExplainedTenant {
  const { isExempt, groups } = exemptIn(tenant, exemptions);
  const context = evaluationContext(tenant, groups);
  return { context, directory: { names: directoryNames(tenant), membership: context.membership, isExempt } };
}
