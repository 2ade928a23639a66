import type { Bypass, LetThrough } from "../../src/verifier/verdict";
import { distinctHoles, type Finding, type Rule } from "../model/rule";
import { holdsUnknown } from "../model/unknown";
import type { Settings } from "../settings/settings";
import { type Case, type Cases, caseOfResource, casesOfStack } from "../stack/carried";
import { judge, type Stated } from "../stack/judgement";
import { worldOf } from "../stack/world";
import { evidenceFor } from "../wording/evidence";
import { withNewObjects } from "../wording/new-objects";
import { signInInWords } from "../wording/sign-in";
import { onlyRepair } from "./repairs";

/** What the stack's policies leave open, proved: of what the program asks for and of what the state holds. */
export const noMfaBypass: Rule = {
  id: "no-mfa-bypass",
  title: "no sign-in reaches Azure management without MFA",
  severity: "critical",
  remediation:
    "Widen the policies until they prove: all users, the Windows Azure Service Management API, all client types, no condition that narrows them, and MFA without an alternative.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-azure-mgmt",
  tags: ["conditional-access", "mfa"],
  onResource(resource, settings, seen) {
    const single = caseOfResource(resource, settings, seen);
    if (single === undefined || single.judgement.verdict.kind === "proved") return [];
    // What isn't known yet is judged with the stack, where it is known what it comes from.
    if (single.judgement.verdict.kind === "unknown" && holdsUnknown(resource.properties)) return [];
    return findingsOf(single, settings);
  },
  onStack: (stack, settings) =>
    distinctHoles(casesOfStack(stack, settings).flatMap((cases) => findingsOfReadings(cases, settings))).map(
      (finding) => withNewObjects(finding, stack.held),
    ),
};

/** What may turn out in several ways is rejected if one of them isn't proved. */
function findingsOfReadings(cases: Cases, settings: Settings): readonly Finding[] {
  const open = cases.filter(({ judgement }) => judgement.verdict.kind !== "proved");
  const [worst] = open;
  if (worst === undefined) return [];
  if (open.length === cases.length) return findingsOf(worst, settings);
  return [undecidedReadings(worst, cases.length, open.length)];
}

function findingsOf(one: Case, settings: Settings): readonly Finding[] {
  const { stated, judgement } = one;
  const { verdict } = judgement;
  const certain = verdict.bypasses.filter((hole) => hole.certain);
  if (verdict.kind === "bypass") return certain.map((hole) => holeFinding(hole, one, settings));
  return [
    undecided(
      stated,
      verdict.unknowns.map(({ field, why }) => `${withoutKeys(field)}: ${withoutQuotes(why)}`),
    ),
  ];
}

function holeFinding(hole: Bypass, { stated, judgement, isDrift }: Case, settings: Settings): Finding {
  const change = isDrift ? undefined : repairOf(stated, settings);
  const assumptions = settings.showAssumptions ? judgement.verdict.assumptions : [];
  return {
    hole: hole.because.map(({ policy, reason }) => `${policy} ${reason}`).join("; "),
    urn: blamed(hole.because, stated)?.resource.urn,
    message: signInInWords(hole, judgement.tenant.locations),
    evidence: [
      ...hole.because.flatMap((because) => evidenceOf(because, stated)),
      ...assumptions.map((text) => `assumed: ${text}`),
    ],
    help: isDrift ? DRIFT_HELP : helpFor(hole.because, stated, settings),
    ...(change && { change }),
  };
}

const DRIFT_HELP =
  "the program asks for something else: it was changed in the tenant. Change it back there, or deploy again where the plugin repairs it";

/** The policy that is nearest to stopping the sign-in: reasons are in the order in which the law looks at dimensions. */
const blamed = (because: readonly LetThrough[], stated: readonly Stated[]): Stated | undefined =>
  stated.find(({ resource }) => resource.urn === because[0]?.policy) ?? stated[0];

function evidenceOf({ policy, reason }: LetThrough, stated: readonly Stated[]): readonly string[] {
  const one = stated.find(({ resource }) => resource.urn === policy);
  if (one === undefined) return [];
  const prefix = stated.length > 1 ? `${one.resource.name}: ` : "";
  return evidenceFor(reason, one.properties).map((line) => `${prefix}${line}`);
}

function repairOf(stated: readonly Stated[], settings: Settings): readonly string[] | undefined {
  const [only, ...others] = stated;
  if (only === undefined || others.length > 0) return undefined;
  const world = worldOf([], settings);
  const proves = (properties: Stated["properties"]): boolean => {
    const { verdict, unapproved } = judge([{ ...only, properties }], world, settings);
    return verdict.kind === "proved" && unapproved.length === 0;
  };
  return onlyRepair(only.properties, proves);
}

const ADVICE: Readonly<Record<LetThrough["reason"], string>> = {
  state: "set the state to enabled",
  grant: "require mfa, or a strength that is always MFA, without an alternative that avoids it",
  users: "include All users, and exclude nobody but by the register",
  applications: "include the Windows Azure Service Management API and don't exclude it",
  clientAppTypes: "apply it to all client app types",
  platforms: "apply it to all platforms, or cover the others with a second policy",
  locations: "apply it to all locations, or cover the others with a second policy",
  devices: "take the device filter out, or cover the other devices with a second policy",
  signInRisk: "take the sign-in risk condition out, or cover the other levels with a second policy",
  userRisk: "take the user risk condition out, or cover the other levels with a second policy",
  insiderRisk: "take the insider risk condition out, or cover the other levels with a second policy",
  authenticationFlows: "take the authentication flow condition out",
  clientApplications: "use a policy for users: one for workload identities never applies to a person",
  unsupported: "leave out what this pack doesn't understand, or update the pack",
};

function helpFor(because: readonly LetThrough[], stated: readonly Stated[], settings: Settings): string {
  const reasons = [...new Set(because.map(({ reason }) => reason))];
  const advice = reasons
    .map((reason) => ADVICE[reason])
    .slice(0, 3)
    .join("; or ");
  const isReportOnly = stated.some(({ properties }) => properties["state"] === "enabledForReportingButNotEnforced");
  return isReportOnly && settings.reportOnlyUntil === undefined
    ? `${advice}. To go back to report-only for a while, let the pack's owner set report-only-deadline.reportOnlyUntil`
    : advice;
}

function undecided(stated: readonly Stated[], unknowns: readonly string[]): Finding {
  return {
    hole: `undecided ${stated.map(({ resource }) => resource.urn).join()}`,
    urn: stated[0]?.resource.urn,
    message: "it can't be decided whether everybody must pass MFA",
    evidence: [...new Set(unknowns)],
    help: WAY_OUT,
  };
}

const WAY_OUT =
  "give what isn't known as a literal, refer to a resource of this stack, or deploy what it comes from first; what only the tenant has can be given with tenant-stays-closed.tenant, a snapshot";

const undecidedReadings = ({ stated, judgement }: Case, all: number, open: number): Finding => ({
  hole: `undecided ${stated.map(({ resource }) => resource.urn).join()}`,
  urn: stated[0]?.resource.urn,
  message: `it can't be decided whether everybody must pass MFA: ${open} of ${all} ways in which values may turn out let somebody in`,
  evidence: judgement.verdict.bypasses
    .slice(0, 1)
    .map((hole) => `for one: ${signInInWords(hole, judgement.tenant.locations)}`),
  help: WAY_OUT,
});

/** The reader quotes words that it doesn't know; they may be anything, quotes included. */
const withoutQuotes = (why: string): string => why.replaceAll(/`.*`|".*"/gs, "a value (not shown)");

/** Names that the package doesn't have are the program's. */
const withoutKeys = (field: string): string => field.replace(/azuread:.*/s, "a key (not shown)");
