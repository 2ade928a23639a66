import type { ProtectedKind } from "../../settings/settings";
import { AZUREAD } from "../objects/entra-objects";

/**
 * What is done to an object: it is from now on as the resource says, somebody comes into it or is given it, somebody is
 * taken out of it, or somebody else decides about it from now on, and nobody can foresee how.
 */
export type Does = "sets" | "adds" | "removes" | "decides";

/** What resources of one azuread type do to objects of these kinds. A type without a row touches nothing that counts. */
export interface ResourceRow {
  readonly type: string;
  readonly does: Does;
  readonly kinds: readonly ProtectedKind[];
  /** The property that names the object; without it, the resource is the object. */
  readonly object?: string;
  /** The property that names who is added. */
  readonly who?: string;
  /** The property that says where a role counts. Without it, everywhere. */
  readonly scope?: string;
  /** The type whose resource `object` names, and the property of that one that names the object. */
  readonly through?: readonly [type: string, property: string];
  /** The middle of a sentence: `puts somebody into`. */
  readonly verb: string;
  /** Others get power over the object, and nothing about it changes by itself. */
  readonly isPowerOnly?: true;
}

const rows = (does: Does, kinds: string, ...list: readonly Omit<ResourceRow, "does" | "kinds">[]) =>
  list.map((row): ResourceRow => ({ ...row, does, kinds: kinds.split(" ") as ProtectedKind[] }));

/** The azuread package. */
export const RESOURCES: readonly ResourceRow[] = [
  ...rows(
    "adds",
    "groups",
    { type: AZUREAD.groupMember, object: "groupObjectId", who: "memberObjectId", verb: "puts somebody into" },
    { type: AZUREAD.groupAssignment, object: "groupId", who: "principalId", verb: "assigns somebody to" },
    { type: AZUREAD.groupEligibility, object: "groupId", who: "principalId", verb: "makes somebody eligible for" },
  ),
  ...rows(
    "decides",
    "groups",
    { type: AZUREAD.groupActivation, object: "groupId", verb: "changes who may activate membership of" },
    { type: AZUREAD.catalogResource, object: "resourceOriginId", verb: "puts into an access package catalog" },
    {
      type: AZUREAD.packageResource,
      object: "catalogResourceAssociationId",
      through: [AZUREAD.catalogResource, "resourceOriginId"],
      verb: "lets people ask for membership of",
    },
  ),
  ...rows(
    "sets",
    "groups",
    { type: AZUREAD.group, verb: "manages, with its members, owners and membership rule," },
    { type: AZUREAD.groupWithoutMembers, verb: "manages, with its members, owners and membership rule," },
  ),
  ...rows(
    "adds",
    "roles",
    {
      type: AZUREAD.roleAssignment,
      object: "roleId",
      who: "principalObjectId",
      scope: "directoryScopeId",
      verb: "assigns",
    },
    { type: AZUREAD.roleMember, object: "roleObjectId", who: "memberObjectId", verb: "assigns" },
    {
      type: AZUREAD.roleEligibility,
      object: "roleDefinitionId",
      who: "principalId",
      scope: "directoryScopeId",
      verb: "makes somebody eligible for",
    },
    {
      type: AZUREAD.unitRoleMember,
      object: "roleObjectId",
      who: "memberObjectId",
      scope: "administrativeUnitObjectId",
      verb: "assigns, within a unit,",
    },
  ),
  ...rows(
    "decides",
    "users groups",
    {
      type: AZUREAD.unitMember,
      object: "memberObjectId",
      isPowerOnly: true,
      verb: "puts under the administrators of a unit",
    },
    { type: AZUREAD.unit, object: "members", isPowerOnly: true, verb: "puts under the administrators of a unit" },
  ),
  ...rows(
    "decides",
    "packages",
    { type: AZUREAD.packagePolicy, object: "accessPackageId", verb: "says who may ask for" },
    { type: AZUREAD.catalogRole, object: "catalogId", verb: "says who may manage" },
  ),
  ...rows("sets", "users", { type: AZUREAD.user, verb: "manages, with password and state," }),
  ...rows("sets", "policies", { type: AZUREAD.policy, verb: "manages" }),
  ...rows("sets", "locations", { type: AZUREAD.location, verb: "manages" }),
  ...rows("sets", "strengths", { type: AZUREAD.strength, verb: "manages" }),
];

/**
 * What requests to an address do. The address is below the version of Graph; `{groups}` and the like is the id of an object
 * of that kind, `{activated}` that of an activated role, `{who}` that of whoever is added or removed, `{any}` whatever, `**`
 * any rest. The first row that fits counts. Where none does, a request touches what its address names, nobody can foresee
 * how, and nothing else.
 */
export interface RequestRow {
  /** The methods, `*` for all that write, and the address. */
  readonly on: string;
  readonly does: Does | "nothing";
  readonly kinds: readonly ProtectedKind[];
  /**
   * Where the object is named, if not in the address: as any id in the body that is no principal's, as an activated role
   * under a name in the body, nowhere so that it may be any of its kinds, or it is the new object itself.
   */
  readonly named?: "body" | "nowhere" | "itself" | { readonly activated: string } | Under;
  /** What the body must say, or may say where it isn't known: a name, and what its value has in it; without that, anything. */
  readonly when?: readonly [name: RegExp, value?: RegExp];
  readonly verb?: string;
  readonly isPowerOnly?: true;
  /** People may be taken out, and nobody comes in; the object's owners want that. */
  readonly isReview?: true;
  /** The rows after it are looked at as well. */
  readonly also?: true;
}

/** A name in the body; what it is where that holds no id: any object, or none. */
interface Under {
  readonly under: string;
  readonly otherwise: "any" | "none";
}

type Rest = Omit<RequestRow, "on" | "does" | "kinds">;
const on = (address: string, does: RequestRow["does"], kinds = "", rest: Rest = {}): RequestRow => ({
  on: address,
  does,
  kinds: kinds.split(" ").filter((kind) => kind !== "") as ProtectedKind[],
  ...rest,
});

const TAKES_AWAY = [/^action$/i, /remove|deactivate|cancel|revoke/i] as const;
const UNIT = { isPowerOnly: true, verb: "writes about" } as const;
const NOTHING_SAID = "nowhere";
const ROLE: Under = { under: "roleDefinition", otherwise: "any" };
/** Of a group these alone decide who is in it. */
const WHO_IS_IN_IT = /member|owner|groupTypes|visibility/i;

/** Microsoft Graph, by the generic package. @see https://learn.microsoft.com/graph/api/overview */
export const REQUESTS: readonly RequestRow[] = [
  // Questions that are asked by POST, and what is given to an object without changing it.
  ...["getMemberObjects", "getMemberGroups", "checkMemberObjects", "checkMemberGroups", "validateProperties"].flatMap(
    (question) => [on(`POST {any}/{any}/${question}`, "nothing"), on(`POST me/${question}`, "nothing")],
  ),
  ...["getByIds", "validateProperties", "getAvailableExtensionProperties", "getUserOwnedObjects"].map((question) =>
    on(`POST {any}/${question}`, "nothing"),
  ),
  ...["users", "groups"].map((collection) => on(`POST ${collection}/{any}/assignLicense`, "nothing")),
  on("POST users/{any}/sendMail", "nothing"),
  on("* groups/{any}/appRoleAssignments/**", "nothing"),
  on("* groups/{any}/renew", "nothing"),

  // Groups, and who is in them.
  on("POST groups/{groups}/members/**", "adds", "groups"),
  on("DELETE groups/{groups}/members/{who}/**", "removes", "groups"),
  on("PATCH groups/{groups}", "decides", "groups", { when: [WHO_IS_IN_IT] }),
  on("PATCH groups/{groups}", "nothing"),
  on("* {any}/{who}/memberOf/**", "decides", "groups roles", { named: "body" }),
  on("* {any}/{who}/transitiveMemberOf/**", "decides", "groups roles", { named: "body" }),
  on("* {any}", "decides", "groups roles", { also: true, named: "body", when: [/^(?:transitiveM|m)emberOf(?:\W|$)/i] }),
  on("* {any}/{any}", "decides", "groups roles", {
    also: true,
    named: "body",
    when: [/^(?:transitiveM|m)emberOf(?:\W|$)/i],
  }),

  // Roles.
  on("DELETE directoryRoles/{activated}/members/{who}/**", "removes", "roles", { verb: "takes somebody out of" }),
  on("* directoryRoles/{activated}/members/**", "adds", "roles", { verb: "assigns" }),
  on("* directoryRoles/{activated}/scopedMembers/**", "adds", "roles", { verb: "assigns" }),
  on("DELETE roleManagement/directory/roleAssignments/{any}", "removes", "roles", { named: NOTHING_SAID }),
  ...["roleAssignments", "roleAssignmentScheduleRequests", "roleEligibilityScheduleRequests"].flatMap((requests) => [
    on(`POST roleManagement/directory/${requests}`, "removes", "roles", { named: ROLE, when: TAKES_AWAY }),
    on(`POST roleManagement/directory/${requests}`, "adds", "roles", { named: ROLE }),
  ]),
  on("* policies/roleManagementPolicies/Group_{groups}/**", "decides", "groups"),
  on("* policies/roleManagementPolicyAssignments/Group_{groups}/**", "decides", "groups"),
  on("* policies/roleManagementPolicies/{any}/**", "decides", "roles", { named: NOTHING_SAID }),
  on("* policies/roleManagementPolicyAssignments/{any}/**", "decides", "roles", { named: NOTHING_SAID }),
  on("* privilegedRoles/{any}/**", "decides", "roles", { named: NOTHING_SAID }),
  on("* privilegedRoleAssignments/{any}/**", "decides", "roles", { named: NOTHING_SAID }),
  on("* privilegedRoleAssignmentRequests/{any}/**", "decides", "roles", { named: NOTHING_SAID }),

  // Units, whose administrators may change who their people and groups are.
  ...["directory/administrativeUnits", "administrativeUnits"].flatMap((units) => [
    on(`* ${units}/{any}/scopedRoleMembers/**`, "adds", "roles", { named: { activated: "roleId" }, verb: "assigns" }),
    on(`* ${units}/{any}/members/**`, "decides", "users groups", { ...UNIT, named: "body" }),
    ...["", "/{any}"].flatMap((one) => [
      on(`* ${units}${one}`, "nothing", "", { when: [/^membershipRule$/i, /^[^.]*\bdevice\.(?!.*user\.)/i] }),
      on(`* ${units}${one}`, "decides", "users groups", { ...UNIT, named: NOTHING_SAID, when: [/^membershipRule$/i] }),
      on(`* ${units}${one}`, "decides", "users groups", { ...UNIT, named: "body" }),
    ]),
  ]),
  on("* users/{who}/scopedRoleMemberOf/**", "adds", "roles", { named: { activated: "roleId" }, verb: "assigns" }),

  // Governance: reviews take people out; packages, schedules, approvals and workflows let them in.
  on("* identityGovernance/accessReviews/definitions", "removes", "groups roles", { named: "body", isReview: true }),
  on("* identityGovernance/accessReviews/definitions/{any}", "removes", "groups roles", {
    named: "body",
    isReview: true,
  }),
  ...["accessPackageAssignmentApprovals", "privilegedAccess/group/assignmentApprovals"].flatMap((approvals) => [
    on(`* identityGovernance/${approvals}/**`, "decides", "groups packages", { named: NOTHING_SAID }),
    on(`* identityGovernance/entitlementManagement/${approvals}/**`, "decides", "groups packages", {
      named: NOTHING_SAID,
    }),
  ]),
  on("* roleManagement/directory/roleAssignmentApprovals/**", "decides", "roles", { named: NOTHING_SAID }),
  on("* identityGovernance/lifecycleWorkflows/workflows/{any}/activate", "decides", "groups", { named: NOTHING_SAID }),
  on("* identityGovernance/lifecycleWorkflows/workflows/{any}/activateWithScope", "decides", "groups", {
    named: NOTHING_SAID,
  }),
  ...["assignmentPolicies", "accessPackageAssignmentPolicies"].flatMap((policies) => [
    on(`* identityGovernance/entitlementManagement/${policies}/{any}/**`, "decides", "groups roles packages", {
      named: { under: "accessPackage", otherwise: "any" },
    }),
  ]),
  on("* identityGovernance/entitlementManagement/**", "decides", "groups roles packages", { named: "body" }),
  ...["assignmentScheduleRequests", "eligibilityScheduleRequests"].flatMap((requests) => [
    on(`POST identityGovernance/privilegedAccess/group/${requests}`, "removes", "groups", {
      named: "body",
      when: TAKES_AWAY,
    }),
    on(`POST identityGovernance/privilegedAccess/group/${requests}`, "adds", "groups", { named: "body" }),
  ]),
  ...["roleManagement/**", "identityGovernance/**", "privilegedAccess/**"].map((address) =>
    on(`* ${address}`, "decides", "groups roles", { named: "body" }),
  ),

  // Policies and what they refer to.
  on("PATCH identity/conditionalAccess/policies/{policies}", "sets", "policies"),
  on("PATCH identity/conditionalAccess/namedLocations/{locations}", "sets", "locations"),
  on("PATCH {any}/conditionalAccess/namedLocations/{locations}", "sets", "locations"),
  on("PATCH policies/conditionalAccessPolicies/{policies}", "sets", "policies"),
  ...["policies/authenticationStrengthPolicies", "identity/conditionalAccess/authenticationStrength/policies"].flatMap(
    (strengths) => [
      on(`PATCH ${strengths}/{strengths}`, "sets", "strengths"),
      on(`POST ${strengths}/{strengths}/updateAllowedCombinations`, "sets", "strengths"),
    ],
  ),
  on("POST identity/conditionalAccess/namedLocations", "sets", "locations", { named: "itself", verb: "adds" }),

  // Somebody else's invitation: whoever redeems it has the account from now on.
  ...(
    [
      ["any", /^resetRedemption$/i],
      ["none", /^/],
    ] as const
  ).map(([otherwise, name]) =>
    on("POST invitations", "decides", "users", {
      named: { under: "invitedUser", otherwise },
      when: [name],
      verb: "changes who signs in as",
    }),
  ),

  // Everything of a kind at once: what a server makes of that nobody can foresee. Something new is made by POST.
  ...["PATCH", "PUT", "DELETE"].flatMap((method) => [
    ...["identity", "policies", "identity/conditionalAccess", "policies/conditionalAccess"].map((address) =>
      on(`${method} ${address}`, "decides", "policies locations strengths", { named: NOTHING_SAID }),
    ),
    on(`${method} identity/conditionalAccess/policies`, "decides", "policies", { named: NOTHING_SAID }),
    on(`${method} policies/conditionalAccessPolicies`, "decides", "policies", { named: NOTHING_SAID }),
    on(`${method} identity/conditionalAccess/namedLocations`, "decides", "locations", { named: NOTHING_SAID }),
    ...["policies/authenticationStrengthPolicies", "identity/conditionalAccess/authenticationStrength/policies"].map(
      (address) => on(`${method} ${address}`, "decides", "strengths", { named: NOTHING_SAID }),
    ),
    ...["groups", "users", "directoryRoles", "directoryObjects"].map((address) =>
      on(`${method} ${address}`, "decides", "users groups roles", { named: NOTHING_SAID }),
    ),
  ]),
];
