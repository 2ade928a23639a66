import { targetsAzureManagement } from "../../../src/law/applications";
import { evaluationContext } from "../../../src/law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../../src/law/grant";
import { groupId } from "../../../src/law/model/ids";
import type { Policy } from "../../../src/law/model/policy";
import type { Tenant } from "../../../src/law/model/tenant";
import { memoize } from "../../../src/text/memoize";
import { exposureOf } from "../../../src/verifier/questions/lets-in";
import { approvedGroups, entriesOf, type Settings } from "../../settings/settings";
import { withNested } from "../effects/relevant";
import { placeholderId } from "../objects/entra-objects";
import { withAddedUsers } from "./plans";

/** Accounts and groups that are protected without being listed. */
export interface ExemptObjects {
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  /** Groups that the register approves with all their members, and the groups within them. */
  readonly approvedGroups: ReadonlySet<string>;
}

/** The register's break-glass accounts, and what the snapshot's policies exclude and no other policy stops. */
export const exemptObjects = memoize((settings: Settings): ExemptObjects => {
  const listed = entriesOf(settings).flatMap(({ kind, principal }) =>
    kind === "break-glass" && principal.kind === "user" ? [principal.id] : [],
  );
  const { users, groups } = excludedBy(settings.tenant.tenant);
  const wholly = withNested(approvedGroups(settings), settings.tenant.tenant.groups);
  return { users: new Set([...listed, ...users]), groups, approvedGroups: wholly };
});

const NOBODY: Omit<ExemptObjects, "approvedGroups"> = { users: new Set(), groups: new Set() };

function excludedBy(tenant: Tenant): typeof NOBODY {
  const excluding = tenant.policies.filter(mayStop).map(({ users: { exclude } }) => exclude);
  const roles = new Set(excluding.flatMap((clause) => [...clause.roles]));
  const holders = (tenant.roleAssignments ?? []).flatMap((one) => (roles.has(one.role) ? [one.principal] : []));
  const people = new Set<string>(tenant.users?.map(({ id }) => id));
  // A holder that the snapshot's users lack may be a group.
  const groups = withNested(
    [...excluding.flatMap((clause) => [...clause.groups]), ...holders.filter((id) => !people.has(id))],
    tenant.groups,
  );
  const listed = [...excluding.flatMap((clause) => [...clause.users]), ...holders.filter((id) => people.has(id))];
  const named = listed.filter((id) => tenant.groups?.has(groupId(id)) !== true); // a group is no user
  if (groups.size + named.length === 0) return NOBODY;
  if (tenant.users === undefined || tenant.groups === undefined) return { users: new Set(named), groups };
  const members = [...groups].flatMap((id) => tenant.groups?.get(groupId(id))?.members ?? []);
  // An excluded user that the snapshot lacks may have been deleted, and may be restored.
  const context = evaluationContext(withSomebodyInEach(withAddedUsers(tenant, named), groups));
  const uncovered = new Set<string>(exposureOf(context, { isExempt: () => false }).possible.users);
  return {
    users: new Set([...named, ...members].filter((id) => uncovered.has(id))),
    groups: new Set([...groups].filter((id) => uncovered.has(somebodyIn(id)))),
  };
}

const mayStop = (policy: Policy): boolean =>
  !policy.workloadIdentitiesOnly &&
  [isEnforced(policy), stopsWithoutMfa(policy.grant), targetsAzureManagement(policy.applications)].every(
    (truth) => truth !== "no",
  );

/** The tenant with a new member in each group, which may be empty today, to see whether another policy stops the member. */
function withSomebodyInEach(tenant: Tenant, groups: ReadonlySet<string>): Tenant {
  const people = withAddedUsers(tenant, [...groups].map(somebodyIn));
  const after = new Map(tenant.groups);
  for (const id of [...groups].map(groupId)) {
    const { members = [], ...group } = after.get(id) ?? { id, displayName: undefined, mayHoldOthers: false };
    after.set(id, { ...group, members: [...members, somebodyIn(id)] });
  }
  return { ...people, groups: after };
}

/** The id of the new member of a group. */
const somebodyIn = (group: string): string => placeholderId(`somebody in ${group}`);
