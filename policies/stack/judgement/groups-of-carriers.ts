import { at } from "../../../src/law/json/at-path";
import { approvedExemptions, approvedGroups } from "../../settings/approvals";
import type { Settings } from "../../settings/settings";
import type { Change } from "../effects/change";
import { changesOf } from "../effects/changes";
import { withNested } from "../effects/relevance";
import { idsIn } from "../objects/entra-objects";
import { memoize } from "../objects/memoize";
import type { Resource } from "../objects/resource";
import type { ResourceGraph } from "../objects/resource-graph";
import { MEMBERSHIPS, membersDeclaredIn } from "./groups";

/**
 * Whether a resource may let somebody into what the carriers leave out: quick to tell for a membership of another group,
 * and of somebody whom the register approves.
 */
export function mayLetSomebodyNewIn(
  resource: Resource,
  carriers: readonly Resource[],
  expected: ResourceGraph,
  settings: Settings,
): boolean {
  const named = new Set(carriers.flatMap(({ properties }) => idsIn(at(properties, ["conditions", "users"]))));
  const approved = new Set(
    approvedExemptions(settings).flatMap((one) => (one.kind === "user" ? [one.id as string] : [])),
  );
  const wholly = approvedGroups(settings);
  const left = changesOf(resource, expected).filter((change) => !isHarmless(change, named, approved, wholly));
  if (left.length === 0) return false;
  const ids = left.map(({ id }) => id);
  if (ids.some((id) => id === undefined || named.has(id))) return true;
  const inSnapshot = groupsOfSnapshot(settings, named);
  if (ids.some((id) => id !== undefined && inSnapshot.has(id))) return true;
  if (!expected.resources.some((one) => ids.some((id) => id !== undefined && mentionedIn(one).has(id)))) return false;
  const nested = withNested([...named, ...inSnapshot], membersDeclaredIn(expected));
  return ids.some((id) => id !== undefined && nested.has(id));
}

/** The ids that a resource names but for its own, and that of the group which it puts somebody into. */
const mentionedIn = memoize((resource: Resource): ReadonlySet<string> => {
  const [group = ""] = MEMBERSHIPS.get(resource.type) ?? [];
  const { [group]: _, objectId: __, ...rest } = resource.properties;
  return new Set(idsIn(rest));
});

const groupsOfSnapshot = ({ tenant }: Settings, named: ReadonlySet<string>): ReadonlySet<string> =>
  withNested(named, tenant?.tenant.groups);

function isHarmless(
  { kind, effect, isPowerOnly }: Change,
  named: ReadonlySet<string>,
  approved: ReadonlySet<string>,
  wholly: ReadonlySet<string>,
): boolean {
  if ((kind !== "groups" && kind !== "roles") || isPowerOnly === true) return true;
  if (effect?.kind !== "joins" || effect.member === undefined) return false;
  return approved.has(effect.member) || (named.has(effect.group) && wholly.has(effect.group));
}
