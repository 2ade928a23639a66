import type { LetThrough } from "../../src/law/evaluate";
import type { Related } from "../../src/law/model/finding";
import type { Bypass } from "../../src/verifier/verdict";
import type { Settings } from "../settings/settings";
import {
  type Guarantee,
  guaranteesOfResource,
  guaranteesOfStack,
  type JudgedReading,
} from "../stack/judgement/guarantee";
import type { CandidateReading } from "../stack/judgement/judgement";
import { holdsUnresolved } from "../stack/objects/resource";
import { adviceOn, DRIFT_HELP, evidenceFor } from "./support/reasons";
import {
  distinctFindings,
  type Finding,
  type Rule,
  rejection,
  resourceAt,
  withNamesOfNewObjects,
} from "./support/rule";
import { signInInWords } from "./support/sign-in";

/** What the stack's policies leave open, proved: of what the program asks for and of what the state holds. */
export const noMfaBypass: Rule = {
  id: "no-mfa-bypass",
  title: "no sign-in reaches Azure management without MFA",
  severity: "critical",
  baseline: "in-stack",
  remediation:
    "Widen the policies until they prove: all users, the Windows Azure Service Management API, all client types, no condition that narrows them, and MFA without an alternative.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-azure-mgmt",
  tags: ["conditional-access", "mfa"],
  isWholeAtPreview: true,
  onResource: (resource, settings, soFar) =>
    guaranteesOfResource(resource, settings, soFar)
      .filter(({ judgement: { verdict } }) => verdict.kind !== "proved")
      // What isn't known yet is judged with the stack, where it is known what it comes from.
      .filter(({ judgement: { verdict } }) => verdict.kind !== "unknown" || !holdsUnresolved(resource.properties))
      .flatMap((one) => findingsOf(one, settings)),
  onStack: (stack, settings) =>
    distinctFindings(
      guaranteesOfStack(stack, settings).flatMap((guarantee) => findingsOfReadings(guarantee, settings)),
    ).map((finding) => withNamesOfNewObjects(finding, stack.held)),
};

/** What may turn out in several ways is rejected if one of them isn't proved. */
function findingsOfReadings(guarantee: Guarantee, settings: Settings): readonly Finding[] {
  const unproved = guarantee.filter(({ judgement }) => judgement.verdict.kind !== "proved");
  const [worst] = unproved;
  if (worst === undefined) return [];
  if (unproved.length === guarantee.length) return findingsOf(worst, settings);
  const ways = `: ${unproved.length} of ${guarantee.length} ways in which values may turn out let somebody in`;
  const { verdict, tenant } = worst.judgement;
  const examples = verdict.bypasses.slice(0, 1).map((bypass) => `for one: ${signInInWords(bypass, tenant.locations)}`);
  return [unknownFinding(worst, examples, ways)];
}

function findingsOf(one: JudgedReading, settings: Settings): readonly Finding[] {
  const { verdict } = one.judgement;
  if (verdict.kind === "bypass") {
    return verdict.certain.map((bypass) => bypassFinding(bypass, one, settings));
  }
  const unknowns = verdict.unknowns.map(({ field, why }) => `${withoutKeys(field)}: ${withoutQuotes(why)}`);
  return [unknownFinding(one, [...new Set(unknowns)])];
}

const unknownFinding = ({ readings, culprit }: JudgedReading, lines: readonly string[], ways = ""): Finding =>
  rejection({
    code: "unknown",
    about: ["unknown", ...readings.map(({ resource }) => resource.urn)],
    urn: culprit ?? readings[0]?.resource.urn,
    message: `it can't be decided whether everybody must pass MFA${ways}`,
    related: lines.map(inGeneral),
    help: "give what isn't known as a literal, refer to a resource of this stack, or deploy what it comes from first; what only the tenant has can be given with tenant-stays-closed.tenant, a snapshot",
  });

function bypassFinding(
  bypass: Bypass,
  { readings, judgement, isDrift, culprit }: JudgedReading,
  settings: Settings,
): Finding {
  return rejection({
    code: "bypass",
    about: ["bypass", ...bypass.because.map(({ policy, reason }) => [policy, reason])],
    urn: culprit ?? blamed(bypass.because, readings)?.resource.urn,
    message: signInInWords(bypass, judgement.tenant.locations),
    related: bypass.because.flatMap((because) => evidenceOf(because, readings)),
    help: isDrift ? DRIFT_HELP : helpFor(bypass.because, readings, settings),
  });
}

/** The policy that is nearest to stopping the sign-in: reasons are in the order in which the law looks at dimensions. */
const blamed = (because: readonly LetThrough[], readings: readonly CandidateReading[]): CandidateReading | undefined =>
  readings.find(({ resource }) => resource.urn === because[0]?.policy) ?? readings[0];

function evidenceOf({ policy, reason }: LetThrough, readings: readonly CandidateReading[]): readonly Related[] {
  const one = readings.find(({ resource }) => resource.urn === policy);
  if (one === undefined) return [];
  const prefix = readings.length > 1 ? `${one.resource.name}: ` : "";
  return evidenceFor(reason, one.properties).map(({ property, value }) => ({
    location: resourceAt(policy, property),
    text: `${prefix}${property}: ${value}`,
  }));
}

const inGeneral = (text: string): Related => ({ location: undefined, text });

function helpFor(because: readonly LetThrough[], readings: readonly CandidateReading[], settings: Settings): string {
  const advices = because.flatMap(({ policy, reason }) =>
    adviceOn(reason, readings.find(({ resource }) => resource.urn === policy)?.properties ?? {}),
  );
  const advice = [...new Set(advices)].slice(0, 3).join("; or ");
  const isReportOnly = readings.some(({ properties }) => properties["state"] === "enabledForReportingButNotEnforced");
  return isReportOnly && settings.reportOnlyUntil === undefined
    ? `${advice}. To go back to report-only for a while, let the pack's owner set report-only-deadline.reportOnlyUntil`
    : advice;
}

/** The reader quotes words that it doesn't know; they may be anything, quotes included. */
const withoutQuotes = (why: string): string => why.replaceAll(/`.*`|".*"/gs, "a value (not shown)");

/** Names that the package doesn't have are the program's; those that Graph has are said as the package has them. */
const withoutKeys = (field: string): string =>
  field.replace(/azuread:.*/s, "a key (not shown)").replaceAll(/\b(include|exclude)(?=[A-Z])/g, "$1d");
