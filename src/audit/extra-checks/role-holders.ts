import { Membership } from "../../law/membership/membership";
import type { GroupId, RoleId } from "../../law/model/ids";
import type { RoleAssignment } from "../../law/model/tenant";
import { isGuid } from "../../text/guid";
import { named, shortened } from "../../text/sentence";
import { type AuditContext, groupSubject, roleSubject } from "../context";
import { type Doubt, partOf, readWith, roleFor } from "../known";
import { isOverPolicies, OF_ROLES } from "./policy-powers";

/** Which service principals hold which directory roles, by their ids, and what of that isn't known. */
export interface RoleHolders {
  readonly rolesOf: ReadonlyMap<string, readonly RoleId[]>;
  readonly doubts: readonly Doubt[];
}

/** Of roles that are active in the whole tenant; of one of the tenant's own, whose powers aren't known, wherever it is. */
export function roleHolders(context: AuditContext): RoleHolders {
  const { tenant, facts } = context;
  const { roleAssignments, open } = tenant;
  if (roleAssignments === undefined || open?.has("roleAssignments") === true) {
    const doubt = { what: "which of them hold directory roles", todo: readWith("RoleManagement.Read.Directory") };
    return { rolesOf: new Map(), doubts: [doubt] };
  }
  const isCustom = (role: RoleId): boolean => partOf(facts.roles)?.get(role)?.isBuiltIn === false;
  const holdersOf = holdersIn(context);
  const rolesOf = new Map<string, RoleId[]>();
  const doubts: Doubt[] = [];
  for (const assignment of roleAssignments) {
    const { tenantWide, role, isEligible } = assignment;
    if (!tenantWide && (isEligible || !isCustom(role))) continue;
    const holders = holdersOf(assignment);
    for (const id of holders.ids) rolesOf.set(id, [...(rolesOf.get(id) ?? []), role]);
    doubts.push(...holders.doubts);
  }
  return { rolesOf, doubts };
}

interface Holders {
  readonly ids: readonly string[];
  readonly doubts: readonly Doubt[];
}

/**
 * The service principals that hold a role by an assignment. Whether somebody of whom nothing is said is one is asked only where the
 * role is one over policies, or may be.
 */
function holdersIn(context: AuditContext): (assignment: RoleAssignment) => Holders {
  const { tenant, facts } = context;
  const membership = new Membership(tenant);
  const people = new Set<string>([...(tenant.users?.map(({ id }) => id) ?? []), ...(tenant.agents ?? [])]);
  const applications = new Set<string>(partOf(facts.applications)?.map(({ id }) => id));

  const inGroup = (id: GroupId, holds: string | undefined): Holders => {
    const typed = [...membership.groups.within([id])].flatMap(
      (group) => partOf(facts.groups)?.get(group)?.servicePrincipals ?? [],
    );
    const untyped = [...membership.ofGroup(id).people].filter((one) => applications.has(one));
    const doubt = {
      what: `who is in ${named(groupSubject(id, context).name)}, which ${holds}`,
      todo: readWith("GroupMember.Read.All"),
    };
    return {
      ids: [...typed, ...untyped],
      doubts: holds !== undefined && membership.groups.mayHoldOthers(id) ? [doubt] : [],
    };
  };

  return ({ principal, role, principalType }) => {
    if (principalType === "serviceprincipal" || applications.has(principal)) return { ids: [principal], doubts: [] };
    if (principalType === "user" || people.has(principal)) return { ids: [], doubts: [] };
    const power = OF_ROLES.get(role);
    const matters = !isGuid(role) || (power !== undefined && isOverPolicies(power));
    const holds = `holds ${named(roleSubject(role, context).name)}`;
    const isGroup = principalType === "group" || tenant.groups?.has(principal as GroupId) === true;
    if (isGroup) return inGroup(principal as GroupId, matters ? holds : undefined);
    if (!matters) return { ids: [], doubts: [] };
    const isDirectoryKnown = tenant.users !== undefined && tenant.groups !== undefined;
    const doubt = isDirectoryKnown
      ? {
          what: `whether ${shortened(principal)}, which ${holds} and is neither a user nor a group, is one`,
          todo: readWith(roleFor(facts.applications, "Application.Read.All")),
        }
      : {
          what: `whether ${shortened(principal)}, which ${holds}, is one`,
          todo: readWith(roleFor(facts.accounts, "User.Read.All"), roleFor(facts.groups, "GroupMember.Read.All")),
        };
    return { ids: [], doubts: [doubt] };
  };
}
