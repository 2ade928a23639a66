import type { ProtectedKind } from "../../settings/settings";
import { AZUREAD } from "../objects/entra-objects";

/**
 * An object is from now on as said; somebody comes in, is taken out, or either, where an end is moved; or somebody else
 * decides about it from now on.
 */
export type Does = "sets" | "adds" | "removes" | "adds or removes" | "decides";

/** What resources of one azuread type do to objects of these kinds. A type without a row touches nothing that counts. */
export interface ResourceRow {
  readonly type: string;
  readonly does: Does;
  readonly kinds: readonly ProtectedKind[];
  /** The middle of a sentence: `puts somebody into`. */
  readonly verb: string;
  /** The property that names the object; without it, the resource is the object. */
  readonly object?: string;
  /** The property that names who is added. */
  readonly who?: string;
  /** The property that says where a role counts. Without it, everywhere. */
  readonly scope?: string;
  /** The type whose resource `object` names, and the property of that one that names the object. */
  readonly through?: readonly [type: string, property: string];
  /** Others get power over the object, and nothing about it changes by itself. */
  readonly isPowerOnly?: true;
}

/** What is done to which kinds, as `adds or removes groups roles`. */
function deedIn<Deed extends string>(text: string): { readonly does: Deed; readonly kinds: readonly ProtectedKind[] } {
  const [, does, kinds = ""] = /^(adds or removes|\w+)(.*)$/.exec(text) ?? [];
  return { does: does as Deed, kinds: kinds.split(" ").filter((kind) => kind !== "") as ProtectedKind[] };
}

/** @param named the properties that name the object, who is added, and where a role counts, in this order */
function row(type: string, deed: string, verb: string, named = "", rest: Partial<ResourceRow> = {}): ResourceRow {
  const [object = "", who, scope] = named.split(" ");
  return {
    ...{ type, verb, ...deedIn<Does>(deed) },
    ...(object !== "" && { object }),
    ...(who !== undefined && { who }),
    ...(scope !== undefined && { scope }),
    ...rest,
  };
}

const UNITS_POWER = "puts under the administrators of a unit";
const OWN_GROUP = "manages, with its members, owners and membership rule,";
const ASKED_FOR = "lets people ask for membership of";
const ONLY_POWER = { isPowerOnly: true } as const;
const BY_CATALOG = { through: [AZUREAD.catalogResource, "resourceOriginId"] } as const;

/** The azuread package. */
export const RESOURCES: readonly ResourceRow[] = [
  row(AZUREAD.groupMember, "adds groups", "puts somebody into", "groupObjectId memberObjectId"),
  row(AZUREAD.groupAssignment, "adds groups", "assigns somebody to", "groupId principalId"),
  row(AZUREAD.groupEligibility, "adds groups", "makes somebody eligible for", "groupId principalId"),
  row(AZUREAD.groupActivation, "decides groups", "changes who may activate membership of", "groupId"),
  row(AZUREAD.catalogResource, "decides groups", "puts into an access package catalog", "resourceOriginId"),
  row(AZUREAD.packageResource, "decides groups", ASKED_FOR, "catalogResourceAssociationId", BY_CATALOG),
  row(AZUREAD.group, "sets groups", OWN_GROUP),
  row(AZUREAD.groupWithoutMembers, "sets groups", OWN_GROUP),
  row(AZUREAD.roleAssignment, "adds roles", "assigns", "roleId principalObjectId directoryScopeId"),
  row(AZUREAD.roleMember, "adds roles", "assigns", "roleObjectId memberObjectId"),
  row(
    AZUREAD.roleEligibility,
    "adds roles",
    "makes somebody eligible for",
    "roleDefinitionId principalId directoryScopeId",
  ),
  row(
    AZUREAD.unitRoleMember,
    "adds roles",
    "assigns, within a unit,",
    "roleObjectId memberObjectId administrativeUnitObjectId",
  ),
  row(AZUREAD.unitMember, "decides users groups", UNITS_POWER, "memberObjectId", ONLY_POWER),
  row(AZUREAD.unit, "decides users groups", UNITS_POWER, "members", ONLY_POWER),
  row(AZUREAD.packagePolicy, "decides packages", "says who may ask for", "accessPackageId"),
  row(AZUREAD.catalogRole, "decides packages", "says who may manage", "catalogId"),
  row(AZUREAD.user, "sets users", "manages, with password and state,"),
  row(AZUREAD.policy, "sets policies", "manages"),
  row(AZUREAD.location, "sets locations", "manages"),
  row(AZUREAD.strength, "sets strengths", "manages"),
];

/**
 * What requests to an address do. The address is below the version of Graph; `{groups}` and the like is the id of an object
 * of that kind, `{activated}` that of an activated role, `{who}` that of whoever is added or removed, `{any}` whatever, `**`
 * any rest. The first row that fits counts. Where none does, a request touches what its address names, nobody can foresee
 * how, and nothing else.
 */
export interface RequestRow {
  /** The method, `*` for all that write, and the address. */
  readonly on: string;
  readonly does: Does | "nothing";
  readonly kinds: readonly ProtectedKind[];
  /** Where the object is named, if not in the address: in the body, as an activated role, nowhere; or it is new. */
  readonly named?: "body" | "nowhere" | "itself" | { readonly activated: string } | Under;
  /** What the body must say: a name, and what its value is known to have in it; without that anything, also what isn't known. */
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

/** A row, or one for each choice: `<users|groups>` is `users` in one and `groups` in the other. */
const on = (requests: string, deed: string, rest: Rest = {}): readonly RequestRow[] =>
  choicesIn(requests).map((request) => ({ on: request, ...deedIn<RequestRow["does"]>(deed), ...rest }));

function choicesIn(text: string): readonly string[] {
  const [, before = "", choices, after = ""] = /^(.*?)<(.*?)>(.*)$/.exec(text) ?? [];
  if (choices === undefined) return [text];
  return choices.split("|").flatMap((choice) => choicesIn(`${before}${choice}${after}`));
}

const IN_BODY: Rest = { named: "body" };
const ANY: Rest = { named: "nowhere" };
const TAKES_AWAY = [/^action$/i, /remove|deactivate|cancel|revoke/i] as const;
const MOVES_ITS_END = [/^action$/i, /update/i] as const;
const UNIT: Rest = { isPowerOnly: true, verb: "writes about", ...IN_BODY };
const BY_RULE = /^membershipRule$/i;
const ROLE: Rest = { named: { under: "roleDefinition", otherwise: "any" } };
const ACTIVATED: Rest = { named: { activated: "roleId" }, verb: "assigns" };
const REVIEW: Rest = { named: "body", isReview: true };
const LOSES: Rest = { ...ANY, verb: "may take somebody out of" };
const COMES_BACK: Rest = { ...ANY, also: true, verb: "may bring somebody back into" };
const redeemed = (otherwise: Under["otherwise"], said: RegExp): Rest => ({
  named: { under: "invitedUser", otherwise },
  when: [said],
  verb: "changes who signs in as",
});
const MEMBER_OF: Rest = { also: true, named: "body", when: [/^(?:transitiveM|m)emberOf(?:\W|$)/i] };
/** Of a group these alone decide who is in it; a label may say that anybody can join. */
const WHO_IS_IN_IT = /member|owner|groupTypes|assignedLabels|accessType/i;
const IS_PRIVATE = [/^visibility$/i, /^(?:private|hiddenmembership)$/i] as const;
const USERS = "<|{any}/{any}/|{any}/{any}/{any}/><users|directoryObjects|members|owners|directReports>/{users}";
const KIND_OF_USER: Rest = { when: [/^user(?:Type|PrincipalName)$/i] };
const ASKS = "<getMemberObjects|getMemberGroups|checkMemberObjects|checkMemberGroups|validateProperties>";
const ROLES = "roleManagement/directory";
const ROLE_REQUESTS = "<roleAssignments|roleAssignmentScheduleRequests|roleEligibilityScheduleRequests>";
const ROLE_RULES = "policies/<roleManagementPolicies|roleManagementPolicyAssignments>";
const UNITS = "<directory/|>administrativeUnits";
const GOVERNANCE = "identityGovernance";
const PACKAGES = `${GOVERNANCE}/entitlementManagement`;
const APPROVALS = "<accessPackageAssignmentApprovals|privilegedAccess/group/assignmentApprovals>";
const PACKAGE_POLICIES = `${PACKAGES}/<assignmentPolicies|accessPackageAssignmentPolicies>`;
const GROUP_REQUESTS = `${GOVERNANCE}/privilegedAccess/group/<assignmentScheduleRequests|eligibilityScheduleRequests>`;
const WORKFLOWS = `${GOVERNANCE}/lifecycleWorkflows`;
const STARTS: Rest = { ...ANY, also: true, when: [/^(?:is(?:Scheduling)?Enabled|executionConditions)$/i] };
const OF_DEVICES = /^[^.]*\bdevice\.(?!.*user\.)/i;
const ACCESS = "identity/conditionalAccess";
const POLICIES = `<${ACCESS}/policies|policies/conditionalAccessPolicies>`;
const STRENGTHS = `<policies/authenticationStrengthPolicies|${ACCESS}/authenticationStrength/policies>`;

/** Microsoft Graph, by the generic package. @see https://learn.microsoft.com/graph/api/overview */
export const REQUESTS: readonly RequestRow[] = [
  // Questions that are asked by POST, and what is given to an object without changing it.
  on(`POST <{any}/{any}|me>/${ASKS}`, "nothing"),
  on("POST {any}/<getByIds|validateProperties|getAvailableExtensionProperties|getUserOwnedObjects>", "nothing"),
  on("POST <users|groups>/{any}/assignLicense", "nothing"),
  on("* users/{any}/<sendMail|calendar|calendars|contacts|drive|events|mailFolders|messages|photo|todo>/**", "nothing"),
  on("* groups/{any}/appRoleAssignments/**", "nothing"),
  on("* groups/{any}/<calendar|conversations|drive|events|extensions|photo|planner|renew|threads>/**", "nothing"),
  on("* teams/{any}/<channels|schedule|tags>/**", "nothing"),

  // Groups, and who is in them.
  on("POST groups/{groups}/members/**", "adds groups"),
  on("DELETE groups/{groups}/members/{who}/**", "removes groups"),
  on("PATCH groups/{groups}", "decides groups", { when: [WHO_IS_IN_IT] }),
  on("PATCH groups/{groups}", "nothing", { when: IS_PRIVATE }),
  on("PATCH groups/{groups}", "decides groups", { when: [/^visibility$/i] }),
  on("PATCH groups/{groups}", "nothing"),
  on("* {any}/{who}/<memberOf|transitiveMemberOf>/**", "decides groups roles", IN_BODY),
  on("* <{any}|{any}/{any}>", "decides groups roles", MEMBER_OF),
  on("POST teams", "decides groups", { ...IN_BODY, when: [/^group@odata\.bind$/i] }),

  // Accounts: by its kind a policy may include or exclude one, and one that is restored is in what it was in before.
  on(`PATCH ${USERS}`, "sets users", { ...KIND_OF_USER, also: true }),
  on("PATCH me", "sets users", { ...KIND_OF_USER, ...ANY }),
  on("POST users/{users}/convertExternalToInternalMemberUser", "sets users"),
  on("POST <|directory/><deletedItems|users|groups|directoryObjects>/{any}/restore", "adds groups roles", COMES_BACK),

  // Roles.
  on("DELETE directoryRoles/{activated}/members/{who}/**", "removes roles", { verb: "takes somebody out of" }),
  on("* directoryRoles/{activated}/<members|scopedMembers>/**", "adds roles", { verb: "assigns" }),
  on(`DELETE ${ROLES}/roleAssignments/{any}`, "removes roles", ANY),
  on(`POST ${ROLES}/${ROLE_REQUESTS}`, "removes roles", { ...ROLE, when: TAKES_AWAY }),
  on(`POST ${ROLES}/${ROLE_REQUESTS}`, "adds or removes roles", { ...ROLE, when: MOVES_ITS_END }),
  on(`POST ${ROLES}/${ROLE_REQUESTS}`, "adds roles", ROLE),
  on(`* ${ROLE_RULES}/Group_{groups}/**`, "decides groups"),
  on(`* ${ROLE_RULES}/{any}/**`, "decides roles", ANY),
  on("* <privilegedRoles|privilegedRoleAssignments|privilegedRoleAssignmentRequests>/**", "decides roles", ANY),

  // Units, whose administrators may change who their people and groups are.
  on(`* ${UNITS}/{any}/scopedRoleMembers/**`, "adds roles", ACTIVATED),
  on(`* ${UNITS}/{any}/members/**`, "decides users groups", UNIT),
  on(`* ${UNITS}<|/{any}>`, "nothing", { when: [BY_RULE, OF_DEVICES] }),
  on(`* ${UNITS}<|/{any}>`, "decides users groups", { ...UNIT, ...ANY, when: [BY_RULE] }),
  on(`* ${UNITS}<|/{any}>`, "decides users groups", UNIT),
  on("* users/{who}/scopedRoleMemberOf/**", "adds roles", ACTIVATED),

  // Governance: reviews take people out; packages, schedules, approvals and workflows let them in.
  on(`* ${GOVERNANCE}/accessReviews/<definitions|definitions/{any}>`, "removes groups roles", REVIEW),
  on(`* <accessReviews/{any}|${GOVERNANCE}/accessReviews/definitions/{any}/{any}>/**`, "removes groups roles", LOSES),
  on(`* ${GOVERNANCE}/<|entitlementManagement/>${APPROVALS}/**`, "decides groups packages", ANY),
  on(`* ${ROLES}/roleAssignmentApprovals/**`, "decides roles", ANY),
  on(`* ${WORKFLOWS}/workflows/{any}/<activate|activateWithScope>`, "decides groups", ANY),
  on(`POST ${WORKFLOWS}/deletedItems/workflows/{any}/restore`, "decides groups", ANY),
  on(`PATCH ${WORKFLOWS}/workflows/{any}`, "decides groups", STARTS),
  on(`* ${PACKAGE_POLICIES}/{any}/**`, "decides groups roles packages", {
    named: { under: "accessPackage", otherwise: "any" },
  }),
  on(`* ${PACKAGES}/**`, "decides groups roles packages", IN_BODY),
  on(`POST ${GROUP_REQUESTS}`, "removes groups", { ...IN_BODY, when: TAKES_AWAY }),
  on(`POST ${GROUP_REQUESTS}`, "adds or removes groups", { ...IN_BODY, when: MOVES_ITS_END }),
  on(`POST ${GROUP_REQUESTS}`, "adds groups", IN_BODY),
  on("* <roleManagement|identityGovernance|privilegedAccess>/**", "decides groups roles packages", IN_BODY),
  on("* groupLifecyclePolicies/**", "decides groups", IN_BODY),

  // Policies and what they refer to.
  on(`PATCH ${POLICIES}/{policies}`, "sets policies"),
  on("PATCH {any}/conditionalAccess/namedLocations/{locations}", "sets locations"),
  on(`PATCH ${STRENGTHS}/{strengths}`, "sets strengths"),
  on(`POST ${STRENGTHS}/{strengths}/updateAllowedCombinations`, "sets strengths"),
  on(`POST ${ACCESS}/namedLocations`, "sets locations", { named: "itself", verb: "adds" }),

  // Somebody else's invitation: whoever redeems it has the account from now on.
  on("POST invitations", "decides users", redeemed("any", /^resetRedemption$/i)),
  on("POST invitations", "decides users", redeemed("none", /^/)),

  // Everything of a kind at once: what a server makes of that nobody can foresee. Something new is made by POST.
  on("<PATCH|PUT|DELETE> <identity|policies><|/conditionalAccess>", "decides policies locations strengths", ANY),
  on(`<PATCH|PUT|DELETE> ${POLICIES}`, "decides policies", ANY),
  on(`<PATCH|PUT|DELETE> ${ACCESS}/namedLocations`, "decides locations", ANY),
  on(`<PATCH|PUT|DELETE> ${STRENGTHS}`, "decides strengths", ANY),
  on("<PATCH|PUT|DELETE> <groups|users|directoryRoles|directoryObjects>", "decides users groups roles", ANY),
].flat();
