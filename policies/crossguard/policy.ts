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
import { isOfEntra } from "../model/entra-objects";
import { type Resource, stackOf } from "../model/resource";
import type { Finding, Rule } from "../model/rule";
import { KEYS } from "../settings/keys";
import type { Settings } from "../settings/settings";
import { resourceFromInputs, resourceFromState } from "./plain-resource";
import type { Run } from "./run";

/** The owner's decisions as they are in force. */
export interface Decisions {
  readonly settingsFor: (stack: string | undefined) => Settings;
  readonly isMandatory: (rule: string) => boolean;
}

/** A rule as the SDK knows it. Both kinds in one, so that a rule has one name, one level and one configuration. */
export function crossguardPolicy(
  rule: Rule,
  run: Run,
  decisions: Decisions,
): ResourceValidationPolicy | StackValidationPolicy {
  const { onResource, onStack } = rule;
  const reportNew = (findings: readonly Finding[], report: ReportViolation): void => {
    for (const finding of findings.filter(({ dedupeKey }) => run.isNews(dedupeKey, rule.id, decisions.isMandatory)))
      report(messageOf(rule, finding), finding.primary?.urn);
  };
  return {
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
    tags: [...rule.tags],
    remediationSteps: rule.remediation,
    url: rule.url,
    configSchema: configSchemaOf(rule),
    ...(onResource && {
      validateResource(args: ResourceValidationArgs, report: ReportViolation) {
        if (!isOfEntra(args.type)) return;
        guarded(rule, report, args.urn, () => {
          const resource = resourceFromInputs(args);
          run.add(resource);
          reportNew(
            onResource(resource, decisions.settingsFor(stackOf(resource.urn)), () => run.askedSoFar()),
            report,
          );
        });
      },
    }),
    ...(onStack && {
      validateStack({ resources }: StackValidationArgs, report: ReportViolation) {
        guarded(rule, report, undefined, () => {
          const stack = run.stackFor(rule.id, () => entraResourcesIn(resources));
          reportNew(onStack(stack, decisions.settingsFor(stackOf(resources[0]?.urn ?? ""))), report);
        });
      },
    }),
  };
}

const entraResourcesIn = (resources: readonly PolicyResource[]): readonly Resource[] =>
  resources.filter(({ type }) => isOfEntra(type)).map(resourceFromState);

/** A rule that breaks must not let anything pass. What was thrown isn't shown: it may quote a property. */
function guarded(rule: Rule, report: ReportViolation, urn: string | undefined, judge: () => void): void {
  try {
    judge();
  } catch (error) {
    const where = error instanceof Error ? (/at .*\/(?:policies|src)\/[^\s)]+/.exec(error.stack ?? "")?.[0] ?? "") : "";
    report(`this rule broke, so nothing was decided: rejected to be safe ${where}\n  docs/rules/${rule.id}.md`, urn);
  }
}

/** The settings of a rule, for the engine and for whoever edits them. */
export const configSchemaOf = ({ id }: Rule): PolicyConfigSchema => ({
  properties: Object.fromEntries(
    Object.entries(KEYS)
      .filter(([, { rule }]) => rule === id)
      .map(([name, { schema }]) => [name, schema]),
  ),
});

/** A finding as the engine prints it below the rule's title: what, where, what to do, and where to read on. */
export function messageOf(rule: Rule, { message, related, help, repair }: Finding): string {
  return [
    message,
    ...related.map(({ text }) => `  ${text}`),
    `  help: ${help}`,
    ...(repair === undefined ? [] : ["  this one change is enough:", ...repair.map((line) => `    ${line}`)]),
    `  docs/rules/${rule.id}.md`,
  ]
    .map(printable)
    .join("\n");
}
