import { Membership } from "../../law/membership/membership";
import type { GroupId, RoleId } from "../../law/model/ids";
import type { RoleAssignment } from "../../law/model/tenant";
import { isGuid } from "../../text/guid";
import { named, shortened } from "../../text/sentence";
import { type Audited, groupSubject, roleSubject } from "../audited";
import { type Doubt, partOf, readWith, roleFor } from "../known";
import { isOverPolicies, OF_ROLES } from "./policy-powers";

/** Which service principals hold which directory roles, by their ids, and what of that isn't known. */
export interface RoleHolders {
  readonly rolesOf: ReadonlyMap<string, readonly RoleId[]>;
  readonly doubts: readonly Doubt[];
}

type Found = { readonly principal: string } | { readonly doubt: Doubt } | undefined;

/**
 * Of roles that are active in the whole tenant. Whether somebody of whom nothing is said is a service principal is asked only where
 * the role is one over policies.
 */
export function roleHolders(audited: Audited): RoleHolders {
  const { roleAssignments, open } = audited.tenant;
  if (roleAssignments === undefined || open?.has("roleAssignments") === true)
    return {
      rolesOf: new Map(),
      doubts: [{ what: "which of them hold directory roles", todo: readWith("RoleManagement.Read.Directory") }],
    };
  const holders = new Holders(audited);
  const found = roleAssignments
    .filter(({ tenantWide, role, isEligible }) => tenantWide || (!isEligible && isCustom(role, audited)))
    .flatMap((assignment) => holders.of(assignment).map((one) => ({ one, role: assignment.role })));
  const rolesOf = new Map<string, RoleId[]>();
  for (const { one, role } of found)
    if (one !== undefined && "principal" in one)
      rolesOf.set(one.principal, [...(rolesOf.get(one.principal) ?? []), role]);
  return { rolesOf, doubts: found.flatMap(({ one }) => (one !== undefined && "doubt" in one ? [one.doubt] : [])) };
}

/** Of a role of the tenant's own, no assignment counts for policies; what it allows may still change them. */
const isCustom = (role: RoleId, { facts }: Audited): boolean => partOf(facts.roles)?.get(role)?.isBuiltIn === false;

class Holders {
  readonly #audited: Audited;
  readonly #membership: Membership;
  readonly #people: ReadonlySet<string>;
  readonly #applications: ReadonlySet<string>;

  constructor(audited: Audited) {
    const { tenant, facts } = audited;
    this.#audited = audited;
    this.#membership = new Membership(tenant);
    this.#people = new Set<string>([...(tenant.users?.map(({ id }) => id) ?? []), ...(tenant.agents ?? [])]);
    this.#applications = new Set(partOf(facts.applications)?.map(({ id }) => id));
  }

  of({ principal, role, isToGroup, isToServicePrincipal }: RoleAssignment): readonly Found[] {
    const { tenant, facts } = this.#audited;
    if (isToServicePrincipal === true || this.#applications.has(principal)) return [{ principal }];
    if (this.#people.has(principal)) return [];
    const isKnownToMatter = !isGuid(role) || isOverPolicies(OF_ROLES.get(role) ?? { reach: "beside", why: "" });
    const holds = `holds ${named(roleSubject(role, this.#audited).name)}`;
    if (isToGroup === true || tenant.groups?.has(principal as GroupId) === true)
      return this.#inGroup(principal as GroupId, isKnownToMatter ? holds : undefined);
    if (!isKnownToMatter) return [];
    if (tenant.users === undefined || tenant.groups === undefined)
      return [
        {
          doubt: {
            what: `whether ${shortened(principal)}, which ${holds}, is one`,
            todo: readWith(roleFor(facts.accounts, "User.Read.All"), roleFor(facts.groups, "GroupMember.Read.All")),
          },
        },
      ];
    return [
      {
        doubt: {
          what: `whether ${shortened(principal)}, which ${holds} and is neither a user nor a group, is one`,
          todo: readWith(roleFor(facts.applications, "Application.Read.All")),
        },
      },
    ];
  }

  #inGroup(id: GroupId, holds: string | undefined): readonly Found[] {
    const { facts } = this.#audited;
    const groups = [...this.#membership.groupsWithin([id])];
    const typed = groups.flatMap((group) => partOf(facts.groups)?.get(group)?.servicePrincipals ?? []);
    const untyped = [...this.#membership.ofGroup(id).people].filter((one) => this.#applications.has(one));
    const doubt = {
      what: `who is in ${named(groupSubject(id, this.#audited).name)}, which ${holds}`,
      todo: readWith("GroupMember.Read.All"),
    };
    const isUnsure = holds !== undefined && this.#membership.mayHoldOthers(id);
    return [...[...typed, ...untyped].map((principal) => ({ principal })), ...(isUnsure ? [{ doubt }] : [])];
  }
}
