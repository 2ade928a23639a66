import { graphId, type JsonObject } from "../law/json/json-object";
import type { Advice, Finding, PolicyLocation } from "../law/model/finding";
import { readEnforcement } from "../tenant/graph/policy";
import { quoted } from "../text/printable";
import type { TenantPolicies } from "./directory";
import { shorten } from "./lock-out";
import { type SettingSource, type Settings, settingChange } from "./settings";
import { importCommand, type OwnPolicies, POLICY_NAME } from "./stack-policy";

/** A finding about other policies of the tenant with the stack's display name. An error stops the run. */
export type NamesakeFinding = Finding<
  "unmanaged-policy" | "own-policy-not-known" | "policies-unreadable",
  PolicyLocation | undefined
>;

type NamesakeQuestion = {
  readonly settings: Settings;
  readonly source: SettingSource;
  readonly own: OwnPolicies;
  readonly inTenant: TenantPolicies;
};

/**
 * Other policies of the tenant with the stack's display name. A run that would create a second policy with the name stops, unless the
 * settings accept the first one, because a failed run may have left it behind. The drift check finds the rest.
 */
export function namesakeFindings(question: NamesakeQuestion): readonly NamesakeFinding[] {
  const { settings, own, inTenant } = question;
  const ownIds = own.kind === "read" ? own.ids : [];
  if (inTenant.kind === "unreadable") return [unreadable(inTenant, ownIds.length > 0 ? "note" : "warning")];
  // The stack's policy exists. The state also has policies that were deleted in the tenant.
  if (inTenant.policies.some((policy) => ownIds.includes(graphId(policy)))) return [];
  return inTenant.policies
    .filter(({ displayName }) => displayName === settings.displayName)
    .filter((policy) => !settings.acceptedNamesakes.includes(graphId(policy)))
    .map((policy) => ({
      ...(own.kind === "unreadable"
        ? { code: "own-policy-not-known", severity: "warning", ...notKnown(policy, own.because, settings) }
        : { code: "unmanaged-policy", severity: "error", ...unmanaged(policy, own.ids[0], question) }),
      primary: { kind: "policy", id: graphId(policy), field: undefined },
      related: [],
    }));
}

const theTenantHas = (policy: JsonObject, { displayName }: Settings): string =>
  `the tenant has a policy called ${quoted(displayName)} (${STATES[readEnforcement(policy).kind]})`;

const STATES = { enforced: "enforced", reportOnly: "report-only", off: "off", notUnderstood: "in an unknown state" };

const notKnown = (policy: JsonObject, because: string, settings: Settings): Advice => ({
  message: `${theTenantHas(policy, settings)}. azmfa can't tell whether it is this stack's own: ${shorten(because)}`,
  help: "compare its id with the one in `pulumi stack export`. If they differ, take the policy over with `pulumi import` instead of creating a second one",
});

/** @param gone the stack's own policy, which the tenant no longer has */
function unmanaged(policy: JsonObject, gone: string | undefined, { settings, source }: NamesakeQuestion): Advice {
  const id = graphId(policy);
  const message = `${theTenantHas(policy, settings)} that isn't this stack's`;
  const accept = acceptCommand(source, settings.acceptedNamesakes, id);
  const takeOver = `take it over with \`${importCommand(source.component ?? POLICY_NAME, id, source.stack)}\`, which changes nothing in the tenant, and run this again. If you want both: \`${accept}\``;
  if (gone === undefined) return { message, help: takeOver };
  return {
    message: `${message}. The stack's own policy, ${quoted(gone)}, is gone from the tenant`,
    help: `remove the missing policy from the state with \`pulumi refresh --stack ${source.stack}\`. For the other one: ${takeOver}`,
  };
}

/** The command that accepts one more policy with the same name. */
export const acceptCommand = (source: SettingSource, accepted: readonly string[], id: string): string =>
  settingChange(source, "acceptedNamesakes", [...accepted, id].join(","));

const unreadable = (
  { because, help }: Extract<TenantPolicies, { kind: "unreadable" }>,
  severity: "warning" | "note",
): NamesakeFinding => ({
  code: "policies-unreadable",
  severity,
  message: `could not check whether the tenant has another policy with this name, or one that stops a break-glass account: ${shorten(because)}`,
  primary: undefined,
  related: [],
  help: `${help}. If a failed run left a policy behind, this run creates a second one; \`npm run drift\` finds it`,
});
