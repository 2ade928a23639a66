import type { Settings } from "../settings/settings";
import { isCarrier } from "../stack/judgement/carriers";
import type { Resource } from "../stack/objects/resource";
import { type Finding, propertyLine, type Rule, rejection } from "./support/rule";

/** A rollout may start in report-only mode, and ends it by the agreed day. */
export const reportOnlyDeadline: Rule = {
  id: "report-only-deadline",
  title: "report-only ends by the agreed day",
  severity: "critical",
  baseline: "in-stack",
  onResource: (resource, settings) => findingsOf([resource], settings),
  onStack: ({ state }, settings) => findingsOf(state.resources, settings),
};

function findingsOf(resources: readonly Resource[], settings: Settings): readonly Finding[] {
  const { reportOnlyUntil: until, today } = settings;
  if (until === undefined || today <= until) return [];
  return resources
    .filter((resource) => isCarrier(resource, settings))
    .filter(({ properties }) => properties["state"] === "enabledForReportingButNotEnforced")
    .map(({ urn }) =>
      rejection({
        code: "report-only-too-long",
        urn,
        message: `the policy is report-only, so anybody can reach Azure management without MFA; report-only was agreed until ${until}, and the day in question is ${today}`,
        related: [propertyLine(urn, "state", "enabledForReportingButNotEnforced")],
        help: "set the state to enabled, or have the pack's owner set a later report-only-deadline.reportOnlyUntil",
      }),
    );
}
