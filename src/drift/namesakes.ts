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
  const text = (value: unknown): string => asText(value) ?? "";
  return all
    .map((policy) => ({
      id: text(policy["id"]).toLowerCase(),
      displayName: text(policy["displayName"]),
      state: text(policy["state"]),
    }))
    .filter(({ id, displayName }) => names.has(displayName) && !ids.has(id))
    .map((policy) => ({
      ...policy,
      help: own.settings.acceptedNamesakes.includes(policy.id) ? undefined : helpFor(policy.id, own),
    }));
}

/** A stack that has its policy can't take over a second one under the same name in the program. */
function helpFor(id: string, { deployed, source, settings }: OwnPolicies): string {
  const away =
    deployed.length === 0
      ? `take it over with \`${importCommand(POLICY_NAME, id, source.stack)}\``
      : `\`pulumi up\` doesn't change it, and neither does going back to report-only. Delete it: ${portalLink(id, undefined)}`;
  return `${away}. If you want both: \`${acceptCommand(source, settings.acceptedNamesakes, id)}\``;
}
