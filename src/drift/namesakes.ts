import { asText, graphId } from "../law/json/json-object";
import { acceptCommand } from "../program/namesakes";
import type { SettingSource, Settings } from "../program/settings";
import { importCommand, POLICY_NAME, portalLink } from "../program/stack-policy";
import type { PolicyWithBeta } from "../tenant/graph/policy-shape";
import type { PolicyIdentity } from "./change";
import type { Namesake } from "./drift-report";

/**
 * Policies of the tenant with the display name of one of the stack's policies that the stack doesn't manage. A failed run left them
 * behind, or someone made them by hand.
 * @param own the stack's policies, as the code and the state have them
 */
export function namesakesOf(
  own: readonly Pick<PolicyIdentity, "id" | "displayName">[],
  source: SettingSource,
  { displayName: name, acceptedNamesakes: accepted }: Pick<Settings, "displayName" | "acceptedNamesakes">,
  all: readonly PolicyWithBeta[],
): readonly Namesake[] {
  const ids = new Set(own.map(({ id }) => id));
  const names = new Set<unknown>([name, ...own.map(({ displayName }) => displayName)]);
  // A stack that has its policy can't take over a second one under the same name in the program.
  const remedy = (id: string): string =>
    own.length === 0
      ? `take it over with \`${importCommand(POLICY_NAME, id, source.stack)}\``
      : `\`pulumi up\` doesn't change it, and neither does going back to report-only. Delete it: ${portalLink(id, undefined)}`;
  return all
    .filter(({ policy }) => names.has(policy["displayName"]) && !ids.has(graphId(policy)))
    .map(({ policy: { displayName, state, ...policy } }) => {
      const id = graphId(policy);
      const help = `${remedy(id)}. If you want both: \`${acceptCommand(source, accepted, id)}\``;
      const what = { id, displayName: asText(displayName) ?? "", state: asText(state) ?? "" };
      return { ...what, help: accepted.includes(id) ? undefined : help };
    });
}
