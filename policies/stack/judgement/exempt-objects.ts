import { targetsAzureManagement } from "../../../src/law/applications";
import { evaluationContext } from "../../../src/law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../../src/law/grant";
import { groupId } from "../../../src/law/model/ids";
import type { Policy } from "../../../src/law/model/policy";
import type { Tenant } from "../../../src/law/model/tenant";
import { memoize } from "../../../src/text/memoize";
import { exposureOf } from "../../../src/verifier/questions/lets-in";
import type { Settings } from "../../settings/settings";
import { withNested } from "../effects/relevant";
import { withAddedUsers } from "./plans";

/** The register's break-glass accounts, and the people that the snapshot's policies exclude and no other policy stops. */
export const exemptUsers = memoize((settings: Settings): ReadonlySet<string> => {
  const listed = settings.register.entries.flatMap(({ kind, principal }) =>
    kind === "break-glass" && principal.kind === "user" ? [principal.id] : [],
  );
  return new Set([...listed, ...excludedBy(settings.tenant.tenant)]);
});

function excludedBy(tenant: Tenant): readonly string[] {
  const excluding = tenant.policies.filter(mayStop).map(({ users: { exclude } }) => exclude);
  const roles = new Set(excluding.flatMap((clause) => [...clause.roles]));
  const holders = (tenant.roleAssignments ?? []).flatMap((one) => (roles.has(one.role) ? [one.principal] : []));
  const groups = withNested([...excluding.flatMap((clause) => [...clause.groups]), ...holders], tenant.groups);
  const members = [...groups].flatMap((id) => tenant.groups?.get(groupId(id))?.members ?? []);
  const named = [...excluding.flatMap((clause) => [...clause.users]), ...holders, ...members];
  const people = named.filter((id) => tenant.groups?.has(groupId(id)) !== true); // a group is no user
  if (tenant.users === undefined || tenant.groups === undefined || people.length === 0) return people;
  // An excluded user that the snapshot lacks may have been deleted, and may be restored.
  const context = evaluationContext(withAddedUsers(tenant, people));
  const uncovered = new Set<string>(exposureOf(context, { isExempt: () => false }).possible.users);
  return people.filter((id) => uncovered.has(id));
}

const mayStop = (policy: Policy): boolean =>
  !policy.workloadIdentitiesOnly &&
  [isEnforced(policy), stopsWithoutMfa(policy.grant), targetsAzureManagement(policy.applications)].every(
    (truth) => truth !== "no",
  );
