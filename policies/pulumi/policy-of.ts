import type {
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { type Resource, stackOf } from "../model/resource";
import type { Finding, Rule } from "../model/rule";
import type { Settings } from "../settings/settings";
import { isOfEntra } from "../stack/entra-types";
import { configSchemaOf } from "./config-schema";
import { askedFor, heldIn } from "./declared";
import { messageOf } from "./message";
import type { Run } from "./run";

/** The owner's decisions as they are in force. */
export interface Decisions {
  readonly settingsFor: (stack: string | undefined) => Settings;
  readonly isMandatory: (rule: string) => boolean;
}

/** A rule as the SDK knows it. Both kinds in one, so that a rule has one name, one level and one configuration. */
export function policyOf(rule: Rule, run: Run, decisions: Decisions): ResourceValidationPolicy | StackValidationPolicy {
  const { onResource, onStack } = rule;
  const tell = (findings: readonly Finding[], report: ReportViolation): void => {
    for (const finding of findings.filter(({ hole }) => run.isNews(hole, rule.id, decisions.isMandatory)))
      report(messageOf(rule, finding), finding.urn);
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
          const resource = askedFor(args);
          run.see(resource);
          tell(
            onResource(resource, decisions.settingsFor(stackOf(resource.urn)), () => run.seen()),
            report,
          );
        });
      },
    }),
    ...(onStack && {
      validateStack({ resources }: StackValidationArgs, report: ReportViolation) {
        guarded(rule, report, undefined, () => {
          const stack = run.stackFor(rule.id, () => heldByEntra(resources));
          tell(onStack(stack, decisions.settingsFor(stackOf(resources[0]?.urn ?? ""))), report);
        });
      },
    }),
  };
}

const heldByEntra = (resources: readonly PolicyResource[]): readonly Resource[] =>
  resources.filter(({ type }) => isOfEntra(type)).map(heldIn);

/** A rule that breaks must not let anything pass. What was thrown isn't shown: it may quote a property. */
function guarded(rule: Rule, report: ReportViolation, urn: string | undefined, judge: () => void): void {
  try {
    judge();
  } catch (error) {
    const where = error instanceof Error ? (/at .*\/(?:policies|src)\/[^\s)]+/.exec(error.stack ?? "")?.[0] ?? "") : "";
    report(`this rule broke, so nothing was decided: rejected to be safe ${where}\n  docs/rules/${rule.id}.md`, urn);
  }
}
