import { asText, type JsonObject } from "../law/json/json-object";
import { acceptCommand } from "../program/namesakes";
import type { SettingSource, Settings } from "../program/settings";
import { importCommand, POLICY_NAME, portalLink } from "../program/stack-policy";
import type { Namesake } from "./drift-report";

/** What of the stack says which policies are its own, and which others may be called the same. */
export type OwnPolicies = {
  readonly source: SettingSource;
  readonly settings: Pick<Settings, "displayName" | "acceptedNamesakes">;
  /** What the stack has deployed, as the code and the state have it. */
  readonly deployed: readonly { readonly id: string | undefined; readonly displayName: string }[];
};

/**
 * The tenant's policies that are called like the stack's and that it doesn't manage: what a failed run has left behind, or
 * somebody has made by hand.
 */
export function namesakesOf(own: OwnPolicies, all: readonly JsonObject[]): readonly Namesake[] {
  const ids = new Set(own.deployed.map(({ id }) => id?.toLowerCase()));
  const names = new Set([own.settings.displayName, ...own.deployed.map(({ displayName }) => displayName)]);
  return all.map(identityOf).flatMap((policy) => {
    if (!names.has(policy.displayName) || ids.has(policy.id)) return [];
    return [
      { ...policy, help: own.settings.acceptedNamesakes.includes(policy.id) ? undefined : helpFor(policy.id, own) },
    ];
  });
}

const identityOf = (policy: JsonObject): Omit<Namesake, "help"> => ({
  id: asText(policy["id"])?.toLowerCase() ?? "",
  displayName: asText(policy["displayName"]) ?? "",
  state: asText(policy["state"]) ?? "",
});

/** A stack that has its policy can't take over a second one under the same name in the program. */
function helpFor(id: string, { deployed, source, settings }: OwnPolicies): string {
  const away =
    deployed.length === 0
      ? `take it over with \`${importCommand(POLICY_NAME, id, source.stack)}\``
      : `\`pulumi up\` doesn't touch it, nor does going back to report-only: delete it, ${portalLink(id, undefined)}`;
  return `${away}; or, if both are meant: \`${acceptCommand(source, settings.acceptedNamesakes, id)}\``;
}
