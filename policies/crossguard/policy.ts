import type * as sdk from "@pulumi/policy";
import { printable } from "../../src/text/printable";
import { appliesTo, type Finding, type Rule } from "../rules/support/rule";
import { KEYS } from "../settings/keys";
import type { Settings } from "../settings/settings";
import { isOfEntra } from "../stack/objects/entra-objects";
import { stackOf } from "../stack/objects/resource";
import { isInAnotherTenant } from "../stack/objects/this-tenant";
import { resourceFromInputs, resourceFromState } from "./plain-resource";
import type { Run } from "./run";

/** The owner's decisions that are in force. */
export interface Decisions {
  readonly settingsFor: (stack: string | undefined) => Settings;
  readonly isMandatory: (rule: string) => boolean;
  /** The path of the page about a rule. */
  readonly pageOf: (rule: string) => string;
}

/** A rule as the SDK knows it. It has both kinds in one, so that a rule has one name, one level and one configuration. */
export function crossguardPolicy(rule: Rule, run: Run, decisions: Decisions): ResourcePolicy | StackPolicy {
  const { onResource, onStack } = rule;
  const reportNew = reporterOf(rule, run, decisions);
  return {
    ...describedToTheSdk(rule),
    ...(onResource && {
      validateResource(args: sdk.ResourceValidationArgs, report: sdk.ReportViolation) {
        if (!isOfEntra(args.type)) return;
        reportNew(report, args.urn, () => {
          const settings = decisions.settingsFor(stackOf(args.urn));
          const resource = run.resourceFor(rule.id, args.urn, () => {
            const inputs = resourceFromInputs(args);
            return isInAnotherTenant(inputs, settings) ? undefined : inputs;
          });
          if (resource === undefined || !appliesTo(rule, settings.baseline)) return [];
          if (rule.isWholeAtPreview && run.phase === "preview") return [];
          return onResource(resource, settings, run.asked());
        });
      },
    }),
    ...(onStack && {
      validateStack({ resources }: sdk.StackValidationArgs, report: sdk.ReportViolation) {
        reportNew(report, undefined, () => {
          const settings = decisions.settingsFor(stackOf(resources[0]?.urn ?? ""));
          const stack = run.stackFor(rule.id, () => entraResourcesIn(resources, settings));
          return appliesTo(rule, settings.baseline) ? onStack(stack, settings) : [];
        });
      },
    }),
  };
}

type ResourcePolicy = sdk.ResourceValidationPolicy;
type StackPolicy = sdk.StackValidationPolicy;

/** Reports new findings. A rule that breaks rejects. The error isn't shown, since it may quote a property. */
function reporterOf({ id }: Rule, run: Run, { pageOf, isMandatory }: Decisions) {
  return (report: sdk.ReportViolation, urn: string | undefined, judge: () => readonly Finding[]): void => {
    const page = pageOf(id);
    try {
      for (const finding of judge())
        if (run.isNew(finding.dedupeKey, id, isMandatory)) report(messageOf(finding, page), finding.primary?.urn);
    } catch (error) {
      const trace = error instanceof Error ? (error.stack ?? "") : "";
      const where = /at .*\/(?:policies|src)\/[^\s)]+/.exec(trace)?.[0] ?? "";
      report(
        `internal error in this rule, so nothing was decided and the deployment is rejected ${where}\n  ${page}`,
        urn,
      );
    }
  };
}

const describedToTheSdk = (rule: Rule): Omit<StackPolicy, "validateStack"> => ({
  name: rule.id,
  displayName: rule.title,
  description: rule.title,
  enforcementLevel: "mandatory",
  severity: rule.severity,
  framework: {
    name: "CIS Microsoft Azure Foundations Benchmark",
    version: "5.0.0",
    reference: "5.2.6",
    specification: "Ensure that multifactor authentication is required for Windows Azure Service Management API",
  },
  tags: (["in-stack", "elsewhere"] as const).filter((baseline) => appliesTo(rule, baseline)),
  remediationSteps: rule.remediation,
  url: rule.url,
  configSchema: configSchemaOf(rule),
});

function entraResourcesIn(resources: readonly sdk.PolicyResource[], settings: Settings) {
  const all = resources.filter(({ type }) => isOfEntra(type)).map(resourceFromState);
  return {
    state: all.filter((one) => !isInAnotherTenant(one, settings)),
    elsewhere: all.filter((one) => isInAnotherTenant(one, settings)),
  };
}

/** Descriptions of the settings, for people who edit the configuration. The pack itself checks the values: its messages say more. */
const configSchemaOf = ({ id }: Rule): sdk.PolicyConfigSchema => ({
  properties: Object.fromEntries(
    Object.entries(KEYS)
      .filter(([, { rule }]) => rule === id)
      .map(([name, { description }]) => [name, { description }]),
  ),
});

/** A finding as the engine prints it below the rule's name: what, where, what to do, and the page to read. */
export function messageOf({ message, related, help }: Finding, page: string): string {
  return [message, ...related.map(({ text }) => `  ${text}`), `  help: ${help}`, `  ${page}`].map(printable).join("\n");
}
