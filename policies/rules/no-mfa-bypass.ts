import type { LetThrough } from "../../src/law/evaluate";
import type { Related } from "../../src/law/model/finding";
import type { Bypass, Unknown } from "../../src/verifier/verdict";
import { guaranteesOfResource, guaranteesOfStack } from "../stack/judgement/guarantee";
import type { JudgedReading } from "../stack/judgement/judgement";
import { holdsUnresolved, type Resource } from "../stack/objects/resource";
import { adviceOn, DRIFT_HELP, evidenceFor } from "./support/reasons";
import { type Finding, type Rule, rejection, resourceAt } from "./support/rule";
import { signInInWords } from "./support/sign-in";

/** The stack's policies stop every sign-in without MFA, as the program declares them and as the state has them. */
export const noMfaBypass: Rule = {
  id: "no-mfa-bypass",
  title: "no sign-in reaches Azure management without MFA",
  severity: "critical",
  baseline: "in-stack",
  isWholeAtPreview: true,
  onResource: (resource, settings, asked) =>
    guaranteesOfResource(
      asked,
      resource,
    )(settings)
      // The stack shows where an unresolved value comes from, so such a value is judged there.
      .filter(({ answer }) => answer.kind !== "unknown" || !holdsUnresolved(resource.properties))
      .flatMap(findingsOf),
  onStack: (stack, settings) => guaranteesOfStack(stack, settings).flatMap(findingsOf),
};

function findingsOf(one: JudgedReading): readonly Finding[] {
  const { kind, ways, unknowns } = one.answer;
  if (kind === "open") return ways.map((bypass) => bypassFinding(bypass, one));
  return kind === "unknown" ? [unknownFinding(one, unknowns)] : [];
}

const unknownFinding = ({ carriers, culprit }: JudgedReading, unknowns: readonly Unknown[]): Finding =>
  rejection({
    code: "unknown",
    about: ["unknown", ...carriers.map(({ urn }) => urn)],
    urn: culprit ?? carriers[0]?.urn,
    message: "the pack can't decide whether everybody must pass MFA",
    related: [...new Set(unknowns.map(({ field, why }) => `${withoutKeys(field)}: ${withoutQuotes(why)}`))].map(
      (text) => ({ location: undefined, text }),
    ),
    help: "write unknown values as literals, refer to resources of this stack, or deploy the sources of the values first; for objects that only the tenant has, give the pack a snapshot (tenant-stays-closed.tenant)",
  });

function bypassFinding(bypass: Bypass, { carriers, tenant, isDrift, culprit }: JudgedReading): Finding {
  return rejection({
    code: "bypass",
    about: ["bypass", ...bypass.because.map(({ policy, reason }) => [policy, reason])],
    urn: culprit ?? blamed(bypass.because, carriers)?.urn,
    message: signInInWords(bypass, tenant.locations),
    related: bypass.because.flatMap((because) => evidenceOf(because, carriers)),
    help: isDrift ? DRIFT_HELP : helpFor(bypass.because),
  });
}

/** The policy that comes closest to stopping the sign-in: the law checks dimensions in order, and the reasons follow it. */
const blamed = (because: readonly LetThrough[], carriers: readonly Resource[]): Resource | undefined =>
  carriers.find(({ urn }) => urn === because[0]?.policy) ?? carriers[0];

function evidenceOf({ policy, reason }: LetThrough, carriers: readonly Resource[]): readonly Related[] {
  const one = carriers.find(({ urn }) => urn === policy);
  if (one === undefined) return [];
  const prefix = carriers.length > 1 ? `${one.name}: ` : "";
  return evidenceFor(reason, one.properties).map(({ property, value }) => ({
    location: resourceAt(policy, property),
    text: `${prefix}${property}: ${value}`,
  }));
}

const helpFor = (because: readonly LetThrough[]): string =>
  [...new Set(because.map(({ reason }) => adviceOn(reason)))].slice(0, 3).join("; or ");

/** The reader quotes words that it doesn't know. They may be secret, and may contain quotes. */
const withoutQuotes = (why: string): string => why.replaceAll(/`.*`|".*"/gs, "a value (not shown)");

/** A path without names that the azuread package doesn't have, and with the package's spelling of Graph's names. */
const withoutKeys = (field: string): string =>
  field.replace(/azuread:.*/s, "a key (not shown)").replaceAll(/\b(include|exclude)(?=[A-Z])/g, "$1d");
