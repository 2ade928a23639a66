import { graphId, type JsonObject } from "../law/json/json-object";
import type { Advice, Finding, PolicyLocation } from "../law/model/finding";
import { readEnforcement } from "../tenant/graph/policy";
import type { Answer } from "../tenant/live/tenant-problem";
import { quoted } from "../text/printable";
import { STATES } from "../words/policies";
import { type SettingSource, type Settings, settingChange } from "./settings";
import { importCommand, type OwnPolicies, POLICY_NAME, shorten } from "./stack-policy";

/** A finding about other policies of the tenant with the stack's display name. An error stops the run. */
export type NamesakeFinding = Finding<
  "unmanaged-policy" | "own-policy-not-known" | "policies-unreadable",
  PolicyLocation | undefined
>;

type NamesakeQuestion = {
  readonly settings: Settings;
  readonly source: SettingSource;
  readonly own: OwnPolicies;
  readonly inTenant: Answer<readonly JsonObject[]>;
};

/**
 * Other policies of the tenant with the stack's display name. A run that would create a second policy with the name stops, unless the
 * settings accept the first one, because a failed run may have left it behind. The drift check finds the rest.
 */
export function namesakeFindings(question: NamesakeQuestion): readonly NamesakeFinding[] {
  const { settings, own, inTenant } = question;
  const ownIds = own.kind === "read" ? own.value : [];
  if (inTenant.kind === "failed") return [unreadable(inTenant.problem, ownIds.length > 0 ? "note" : "warning")];
  // The stack's policy exists. The state also has policies that were deleted in the tenant.
  if (inTenant.value.some((policy) => ownIds.includes(graphId(policy)))) return [];
  return inTenant.value
    .filter(({ displayName }) => displayName === settings.displayName)
    .filter((policy) => !settings.acceptedNamesakes.includes(graphId(policy)))
    .map((policy) => findingAbout(policy, question));
}

function findingAbout(policy: JsonObject, { settings, source, own }: NamesakeQuestion): NamesakeFinding {
  const id = graphId(policy);
  const about = { primary: { kind: "policy", id, field: undefined }, related: [] } as const;
  const found = `the tenant has a policy called ${quoted(settings.displayName)} (${STATES[readEnforcement(policy).kind]})`;
  if (own.kind === "failed")
    return {
      code: "own-policy-not-known",
      severity: "warning",
      ...about,
      message: `${found}. azmfa can't tell whether it is this stack's own: ${shorten(own.problem)}`,
      help: "compare its id with the one in `pulumi stack export`. If they differ, take the policy over with `pulumi import` instead of creating a second one",
    };
  const takeOver = `take it over with \`${importCommand(source.component ?? POLICY_NAME, id, source.stack)}\`, which changes nothing in the tenant, and run this again`;
  return {
    code: "unmanaged-policy",
    severity: "error",
    ...about,
    message: `${found} that isn't this stack's`,
    help: `${takeOver}; if the stack's own policy was deleted, run \`pulumi refresh --stack ${source.stack}\` first. If you want both: \`${acceptCommand(source, settings.acceptedNamesakes, id)}\``,
  };
}

/** The command that accepts one more policy with the same name. */
export const acceptCommand = (source: SettingSource, accepted: readonly string[], id: string): string =>
  settingChange(source, "acceptedNamesakes", [...accepted, id].join(","));

const unreadable = ({ message, help }: Advice, severity: "warning" | "note"): NamesakeFinding => ({
  code: "policies-unreadable",
  severity,
  message: `could not check whether the tenant has another policy with this name, or one that stops a break-glass account: ${shorten(message)}`,
  primary: undefined,
  related: [],
  help: `${help}. If a failed run left a policy behind, this run creates a second one; \`npm run drift\` finds it`,
});
