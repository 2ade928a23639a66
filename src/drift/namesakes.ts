import { asText, graphId, type JsonObject } from "../law/json/json-object";
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
export function namesakesOf(
  { deployed, source, settings }: OwnPolicies,
  all: readonly JsonObject[],
): readonly Namesake[] {
  const ids = new Set(deployed.map(({ id }) => id?.toLowerCase()));
  const names = new Set([settings.displayName, ...deployed.map(({ displayName }) => displayName)]);
  return all.flatMap((policy): readonly Namesake[] => {
    const [id, displayName, state] = [
      graphId(policy),
      asText(policy["displayName"]) ?? "",
      asText(policy["state"]) ?? "",
    ];
    if (!names.has(displayName) || ids.has(id)) return [];
    if (settings.acceptedNamesakes.includes(id)) return [{ id, displayName, state, help: undefined }];
    // A stack that has its policy can't take over a second one under the same name in the program.
    const away =
      deployed.length === 0
        ? `take it over with \`${importCommand(POLICY_NAME, id, source.stack)}\``
        : `\`pulumi up\` doesn't change it, and neither does going back to report-only. Delete it: ${portalLink(id, undefined)}`;
    const help = `${away}. If you want both: \`${acceptCommand(source, settings.acceptedNamesakes, id)}\``;
    return [{ id, displayName, state, help }];
  });
}
