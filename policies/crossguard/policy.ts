import type {
  PolicyConfigSchema,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { printable } from "../../src/text/printable";
import { appliesTo, type Finding, type Rule } from "../rules/support/rule";
import { KEYS } from "../settings/keys";
import type { Settings } from "../settings/settings";
import { isOfEntra } from "../stack/objects/entra-objects";
import { stackOf } from "../stack/objects/resource";
import { isInAnotherTenant } from "../stack/objects/this-tenant";
import { resourceFromInputs, resourceFromState } from "./plain-resource";
import type { Run } from "./run";

/** The owner's decisions as they are in force. */
export interface Decisions {
  readonly settingsFor: (stack: string | undefined) => Settings;
  readonly isMandatory: (rule: string) => boolean;
  /** Where the page about a rule can be read. */
  readonly pageOf: (rule: string) => string;
}

/** A rule as the SDK knows it. Both kinds in one, so that a rule has one name, one level and one configuration. */
export function crossguardPolicy(
  rule: Rule,
  run: Run,
  decisions: Decisions,
): ResourceValidationPolicy | StackValidationPolicy {
  const { onResource, onStack } = rule;
  const reportNew = (findings: readonly Finding[], report: ReportViolation): void => {
    for (const finding of findings.filter(({ dedupeKey }) => run.isNew(dedupeKey, rule.id, decisions.isMandatory)))
      report(messageOf(finding, decisions.pageOf(rule.id)), finding.primary?.urn);
  };
  return {
    ...describedToTheSdk(rule),
    ...(onResource && {
      validateResource(args: ResourceValidationArgs, report: ReportViolation) {
        if (!isOfEntra(args.type)) return;
        guarded(
          () => decisions.pageOf(rule.id),
          report,
          args.urn,
          () => {
            const settings = decisions.settingsFor(stackOf(args.urn));
            const resource = run.resourceFor(rule.id, args.urn, () => {
              const inputs = resourceFromInputs(args);
              return isInAnotherTenant(inputs, settings) ? undefined : inputs;
            });
            if (resource === undefined || !appliesTo(rule, settings.baseline)) return;
            if (rule.isWholeAtPreview && (run.phase === "preview" || run.wasJudged(resource))) return;
            reportNew(onResource(resource, settings, run.progress()), report);
          },
        );
      },
    }),
    ...(onStack && {
      validateStack({ resources }: StackValidationArgs, report: ReportViolation) {
        guarded(
          () => decisions.pageOf(rule.id),
          report,
          undefined,
          () => {
            const settings = decisions.settingsFor(stackOf(resources[0]?.urn ?? ""));
            const stack = run.stackFor(rule.id, () => entraResourcesIn(resources, settings));
            if (appliesTo(rule, settings.baseline)) reportNew(onStack(stack, settings), report);
          },
        );
      },
    }),
  };
}

const describedToTheSdk = (rule: Rule): Omit<StackValidationPolicy, "validateStack"> => ({
  name: rule.id,
  displayName: rule.title,
  description: rule.title,
  enforcementLevel: rule.level ?? "mandatory",
  severity: rule.severity,
  framework: {
    name: "CIS Microsoft Azure Foundations Benchmark",
    version: "5.0.0",
    reference: "5.2.6",
    specification: "Ensure that multifactor authentication is required for Windows Azure Service Management API",
  },
  tags: [...rule.tags],
  remediationSteps: rule.remediation,
  url: rule.url,
  configSchema: configSchemaOf(rule),
});

function entraResourcesIn(resources: readonly PolicyResource[], settings: Settings) {
  const all = resources.filter(({ type }) => isOfEntra(type)).map(resourceFromState);
  return {
    state: all.filter((one) => !isInAnotherTenant(one, settings)),
    elsewhere: all.filter((one) => isInAnotherTenant(one, settings)),
  };
}

/** A rule that breaks must not let anything pass. What was thrown isn't shown: it may quote a property. */
function guarded(page: () => string, report: ReportViolation, urn: string | undefined, judge: () => void): void {
  try {
    judge();
  } catch (error) {
    const where = error instanceof Error ? (/at .*\/(?:policies|src)\/[^\s)]+/.exec(error.stack ?? "")?.[0] ?? "") : "";
    report(`this rule broke, so nothing was decided: rejected to be safe ${where}\n  ${page()}`, urn);
  }
}

/** For whoever edits them. It asks for nothing: the pack says better than the engine what doesn't fit. */
const configSchemaOf = ({ id }: Rule): PolicyConfigSchema => ({
  properties: Object.fromEntries(
    Object.entries(KEYS)
      .filter(([, { rule }]) => rule === id)
      .map(([name, { description }]) => [name, { description }]),
  ),
});

/** A finding as the engine prints it below the rule's name: what, where, what to do, and where to read on. */
export function messageOf({ message, related, help }: Finding, page: string): string {
  return [message, ...related.map(({ text }) => `  ${text}`), `  help: ${help}`, `  ${page}`].map(printable).join("\n");
}
