import type { ProtectedKind } from "../../settings/settings";
import { AZUREAD, azureadType } from "../objects/entra-objects";

/**
 * What happens to an object: it is replaced by what the program says; somebody comes in, is taken out, or either, when an
 * end date moves; or somebody else decides about it from now on.
 */
export type Operation = "sets" | "adds" | "removes" | "adds or removes" | "decides";

/** What a row says, whichever way it is deployed. */
interface Meaning {
  readonly does: Operation | "nothing";
  /** The kinds of objects that it is done to. */
  readonly kinds: readonly ProtectedKind[];
  /** The middle of a sentence: `puts somebody into`. */
  readonly verb: string;
  /** Others get power over the object. The object itself doesn't change. */
  readonly isPowerOnly?: true;
  /** An access review: people may be taken out, and nobody comes in. The object's owners want that. */
  readonly isReview?: true;
}

/** How the azuread package does it: a type, and its properties. */
interface AzureadColumn {
  readonly type: string;
  /** The property that names the object. Without it, the resource itself is the object. */
  readonly object?: string;
  /** The property that names who is added. */
  readonly who?: string;
  /** The property that says where a role counts. Without it, the role counts everywhere. */
  readonly scope?: string;
  /** `object` names a resource of this type, and this property of that resource names the object. */
  readonly through?: readonly [type: string, property: string];
}

/** How Microsoft Graph does it: a request, and where the request names the object. */
interface GraphColumn {
  /**
   * The method (`*` for every method that writes) and the address below the version. `{groups}` and the like is the id of an
   * object of that kind, `{activated}` the id of an activated role, `{who}` the id of whoever is added or removed, `{any}` any
   * segment, `**` any rest.
   */
  readonly on: string;
  /**
   * Where the object is named if the address doesn't name it: in the body, or nowhere; `itself` for a new object; or under
   * a property of the body.
   */
  readonly named?: "body" | "nowhere" | "itself" | { readonly activated: string } | Under;
  /** The body must have this property with this value. Without a value, any value will do, even an unresolved one. */
  readonly when?: readonly [name: RegExp, value?: RegExp];
  /** The rows below this one count as well. */
  readonly also?: true;
}

/** A property of the body that names the object. If it holds no id, the request may be about any object, or about none. */
interface Under {
  readonly under: string;
  readonly otherwise: "any" | "none";
}

/** What resources of one azuread type do. A type without a row touches nothing that counts. */
export type ResourceRow = Omit<Meaning, "does"> & AzureadColumn & { readonly does: Operation };

/**
 * What requests to one address do. The first row that fits counts. If no row fits, the request may do anything to the objects
 * that its address names, and nothing to others.
 */
export type RequestRow = Meaning & GraphColumn;

interface Row extends Meaning {
  readonly azuread: readonly AzureadColumn[];
  readonly graph: readonly GraphColumn[];
}

type Column = Partial<Pick<Row, "azuread" | "graph">>;

/** @param what the operation and the kinds of objects, as `adds or removes groups roles` */
function row(what: string, verb: string, ...columns: readonly (Column | Partial<Meaning>)[]): Row {
  const [, does, kinds = ""] = /^(adds or removes|\w+)(.*)$/.exec(what) ?? [];
  return {
    does: does as Row["does"],
    kinds: kinds.split(" ").filter((kind) => kind !== "") as ProtectedKind[],
    verb,
    ...Object.assign({}, ...columns.filter((column) => !("azuread" in column || "graph" in column))),
    azuread: columns.flatMap((column) => ("azuread" in column ? (column.azuread ?? []) : [])),
    graph: columns.flatMap((column) => ("graph" in column ? (column.graph ?? []) : [])),
  };
}

/** @param text a type, and the properties that name the object, who is added, and where a role counts, in this order */
function azuread(text: string, through?: AzureadColumn["through"]): Column {
  const [name = "", object, who, scope] = text.split(" ");
  const properties = { object, who, scope, through };
  const given = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
  return { azuread: [{ type: azureadType(name), ...given }] };
}

/** @param requests one for each choice: `<users|groups>` is `users` in one and `groups` in the other */
const graph = (requests: string, rest: Omit<GraphColumn, "on"> = {}): Column => ({
  graph: choicesIn(requests).map((on) => ({ on, ...rest })),
});

function choicesIn(text: string): readonly string[] {
  const [, before = "", choices, after = ""] = /^(.*?)<(.*?)>(.*)$/.exec(text) ?? [];
  if (choices === undefined) return [text];
  return choices.split("|").flatMap((choice) => choicesIn(`${before}${choice}${after}`));
}

const nothing = (requests: string, rest?: Omit<GraphColumn, "on">): Row => row("nothing", "", graph(requests, rest));

const IN_BODY = { named: "body" } as const;
const ANY = { named: "nowhere" } as const;
const POWER_ONLY = { isPowerOnly: true } as const;
const REVIEW = { isReview: true } as const;

const ASSIGNS_ROLE = "assigns";
const MAY_ASSIGN = "makes somebody eligible for";
const MAY_REMOVE = "may take somebody out of";
const REMOVES = "takes somebody out of";
const MOVES = "moves the end of somebody's time in";
const UNIT_POWER = "gives the administrators of a unit power over";
const OWN_GROUP = "manages the members, owners and membership rule of";
const MAY_LET_IN = "lets others decide who gets into";
const WHO_SIGNS_IN = "changes who signs in as";

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
const REVIEWS = `${GOVERNANCE}/accessReviews/definitions`;
const ACCESS = "identity/conditionalAccess";
const POLICIES = `<${ACCESS}/policies|policies/conditionalAccessPolicies>`;
const STRENGTHS = `<policies/authenticationStrengthPolicies|${ACCESS}/authenticationStrength/policies>`;
const USERS = "<|{any}/{any}/|{any}/{any}/{any}/><users|directoryObjects|members|owners|directReports>/{users}";
const QUESTIONS = "<getMemberObjects|getMemberGroups|checkMemberObjects|checkMemberGroups|validateProperties>";
const RESTORED = "<|directory/><deletedItems|users|groups|directoryObjects>/{any}/restore";

const REMOVAL = { when: [/^action$/i, /remove|deactivate|cancel|revoke/i] } as const;
const MOVED_END = { when: [/^action$/i, /update/i] } as const;
const RULE = /^membershipRule$/i;
const DEVICE_RULE = { when: [RULE, /^[^.]*\bdevice\.(?!.*user\.)/i] } as const;
/** Only these properties of a group decide who is in it. A label may say that anybody can join. */
const WHO_IS_IN_IT = { when: [/member|owner|groupTypes|assignedLabels|accessType/i] } as const;
const PRIVATE = { when: [/^visibility$/i, /^(?:private|hiddenmembership)$/i] } as const;
const KIND_OF_USER = { when: [/^user(?:Type|PrincipalName)$/i] } as const;
const MEMBER_OF = { ...IN_BODY, also: true, when: [/^(?:transitiveM|m)emberOf(?:\W|$)/i] } as const;
const STARTS = { ...ANY, also: true, when: [/^(?:is(?:Scheduling)?Enabled|executionConditions)$/i] } as const;
const BY_ROLE = { named: { under: "roleDefinition", otherwise: "any" } } as const;
const BY_ACTIVATED_ROLE = { named: { activated: "roleId" } } as const;
const BY_PACKAGE = { named: { under: "accessPackage", otherwise: "any" } } as const;

/**
 * Everything that the pack knows about what resources and requests do: one row for each thing that is done, with the azuread
 * types that do it and the requests that do it.
 * @see https://learn.microsoft.com/graph/api/overview
 */
const TABLE: readonly Row[] = [
  // Questions that are asked by POST, and what is given to an object without changing it.
  nothing(`POST <{any}/{any}|me>/${QUESTIONS}`),
  nothing("POST {any}/<getByIds|validateProperties|getAvailableExtensionProperties|getUserOwnedObjects>"),
  nothing("POST <users|groups>/{any}/assignLicense"),
  nothing("* users/{any}/<sendMail|calendar|calendars|contacts|drive|events|mailFolders|messages|photo|todo>/**"),
  nothing("* groups/{any}/appRoleAssignments/**"),
  nothing("* groups/{any}/<calendar|conversations|drive|events|extensions|photo|planner|renew|threads>/**"),
  nothing("* teams/{any}/<channels|schedule|tags>/**"),

  // Groups, and who is in them.
  row(
    "adds groups",
    "puts somebody into",
    azuread("GroupMember groupObjectId memberObjectId"),
    graph("POST groups/{groups}/members/**"),
  ),
  row("removes groups", REMOVES, graph("DELETE groups/{groups}/members/{who}/**")),
  row("sets groups", OWN_GROUP, azuread("Group"), azuread("GroupWithoutMembers")),
  row("decides groups", "changes who is in", graph("PATCH groups/{groups}", WHO_IS_IN_IT)),
  nothing("PATCH groups/{groups}", PRIVATE),
  row("decides groups", "changes who may join", graph("PATCH groups/{groups}", { when: [/^visibility$/i] })),
  nothing("PATCH groups/{groups}"),
  row(
    "decides groups roles",
    "puts somebody into",
    graph("* {any}/{who}/<memberOf|transitiveMemberOf>/**", IN_BODY),
    graph("* <{any}|{any}/{any}>", MEMBER_OF),
  ),
  row("decides groups", "makes a team of", graph("POST teams", { ...IN_BODY, when: [/^group@odata\.bind$/i] })),

  // Accounts. A policy may include or exclude an account by its kind. A restored account is in what it was in before.
  row("sets users", "manages the password and state of", azuread("User")),
  row(
    "sets users",
    "changes the kind of",
    graph(`PATCH ${USERS}`, { ...KIND_OF_USER, also: true }),
    graph("PATCH me", { ...KIND_OF_USER, ...ANY }),
    graph("POST users/{users}/convertExternalToInternalMemberUser"),
  ),
  row("adds groups roles", "may bring somebody back into", graph(`POST ${RESTORED}`, { ...ANY, also: true })),

  // Roles.
  row("removes roles", REMOVES, graph("DELETE directoryRoles/{activated}/members/{who}/**")),
  row(
    "adds roles",
    ASSIGNS_ROLE,
    azuread("DirectoryRoleAssignment roleId principalObjectId directoryScopeId"),
    azuread("DirectoryRoleMember roleObjectId memberObjectId"),
    graph("* directoryRoles/{activated}/<members|scopedMembers>/**"),
  ),
  row(
    "adds roles",
    MAY_ASSIGN,
    azuread("DirectoryRoleEligibilityScheduleRequest roleDefinitionId principalId directoryScopeId"),
  ),
  row("removes roles", REMOVES, graph(`DELETE ${ROLES}/roleAssignments/{any}`, ANY)),
  row("removes roles", REMOVES, graph(`POST ${ROLES}/${ROLE_REQUESTS}`, { ...BY_ROLE, ...REMOVAL })),
  row("adds or removes roles", MOVES, graph(`POST ${ROLES}/${ROLE_REQUESTS}`, { ...BY_ROLE, ...MOVED_END })),
  row("adds roles", ASSIGNS_ROLE, graph(`POST ${ROLES}/${ROLE_REQUESTS}`, BY_ROLE)),
  row(
    "decides groups",
    "changes who may activate membership of",
    azuread("GroupRoleManagementPolicy groupId"),
    graph(`* ${ROLE_RULES}/Group_{groups}/**`),
  ),
  row("decides roles", "changes who may activate", graph(`* ${ROLE_RULES}/{any}/**`, ANY)),
  row(
    "decides roles",
    ASSIGNS_ROLE,
    graph("* <privilegedRoles|privilegedRoleAssignments|privilegedRoleAssignmentRequests>/**", ANY),
  ),

  // Units. Their administrators may change who their people and groups are.
  row(
    "adds roles",
    "assigns within a unit",
    azuread("AdministrativeUnitRoleMember roleObjectId memberObjectId administrativeUnitObjectId"),
    graph(`* ${UNITS}/{any}/scopedRoleMembers/**`, BY_ACTIVATED_ROLE),
    graph("* users/{who}/scopedRoleMemberOf/**", BY_ACTIVATED_ROLE),
  ),
  nothing(`* ${UNITS}<|/{any}>`, DEVICE_RULE),
  row(
    "decides users groups",
    UNIT_POWER,
    POWER_ONLY,
    azuread("AdministrativeUnitMember memberObjectId"),
    azuread("AdministrativeUnit members"),
    graph(`* ${UNITS}/{any}/members/**`, IN_BODY),
    graph(`* ${UNITS}<|/{any}>`, { ...ANY, when: [RULE] }),
    graph(`* ${UNITS}<|/{any}>`, IN_BODY),
  ),

  // Governance. Reviews take people out. Packages, schedules, approvals and workflows let people in.
  row("removes groups roles", MAY_REMOVE, REVIEW, graph(`* <${REVIEWS}|${REVIEWS}/{any}>`, IN_BODY)),
  row("removes groups roles", MAY_REMOVE, graph(`* <accessReviews/{any}|${REVIEWS}/{any}/{any}>/**`, ANY)),
  row("decides groups packages", MAY_LET_IN, graph(`* ${GOVERNANCE}/<|entitlementManagement/>${APPROVALS}/**`, ANY)),
  row("decides roles", "decides who gets", graph(`* ${ROLES}/roleAssignmentApprovals/**`, ANY)),
  row(
    "decides groups",
    "starts a workflow that may change who is in",
    graph(`* ${WORKFLOWS}/workflows/{any}/<activate|activateWithScope>`, ANY),
    graph(`POST ${WORKFLOWS}/deletedItems/workflows/{any}/restore`, ANY),
    graph(`PATCH ${WORKFLOWS}/workflows/{any}`, STARTS),
  ),
  row("decides packages", "says who may ask for", azuread("AccessPackageAssignmentPolicy accessPackageId")),
  row("decides packages", "says who may manage", azuread("AccessPackageCatalogRoleAssignment catalogId")),
  row(
    "decides groups",
    "puts into an access package catalog",
    azuread("AccessPackageResourceCatalogAssociation resourceOriginId"),
  ),
  row(
    "decides groups",
    "lets people ask for membership of",
    azuread("AccessPackageResourcePackageAssociation catalogResourceAssociationId", [
      AZUREAD.catalogResource,
      "resourceOriginId",
    ]),
  ),
  row("decides groups roles packages", "says who may ask for", graph(`* ${PACKAGE_POLICIES}/{any}/**`, BY_PACKAGE)),
  row("decides groups roles packages", MAY_LET_IN, graph(`* ${PACKAGES}/**`, IN_BODY)),
  row("removes groups", REMOVES, graph(`POST ${GROUP_REQUESTS}`, { ...IN_BODY, ...REMOVAL })),
  row("adds or removes groups", MOVES, graph(`POST ${GROUP_REQUESTS}`, { ...IN_BODY, ...MOVED_END })),
  row(
    "adds groups",
    "assigns somebody to",
    azuread("PrivilegedAccessGroupAssignmentSchedule groupId principalId"),
    graph(`POST ${GROUP_REQUESTS}`, IN_BODY),
  ),
  row("adds groups", MAY_ASSIGN, azuread("PrivilegedAccessGroupEligibilitySchedule groupId principalId")),
  row(
    "decides groups roles packages",
    MAY_LET_IN,
    graph("* <roleManagement|identityGovernance|privilegedAccess>/**", IN_BODY),
  ),
  row("decides groups", "says when others lose", graph("* groupLifecyclePolicies/**", IN_BODY)),

  // Policies and what they refer to.
  row("sets policies", "changes", azuread("ConditionalAccessPolicy"), graph(`PATCH ${POLICIES}/{policies}`)),
  row(
    "sets locations",
    "changes",
    azuread("NamedLocation"),
    graph("PATCH {any}/conditionalAccess/namedLocations/{locations}"),
  ),
  row("sets locations", "adds", graph(`POST ${ACCESS}/namedLocations`, { named: "itself" })),
  row(
    "sets strengths",
    "changes",
    azuread("AuthenticationStrengthPolicy"),
    graph(`PATCH ${STRENGTHS}/{strengths}`),
    graph(`POST ${STRENGTHS}/{strengths}/updateAllowedCombinations`),
  ),

  // An invitation of an existing account: whoever redeems it has the account from now on.
  row(
    "decides users",
    WHO_SIGNS_IN,
    graph("POST invitations", { named: { under: "invitedUser", otherwise: "any" }, when: [/^resetRedemption$/i] }),
    graph("POST invitations", { named: { under: "invitedUser", otherwise: "none" }, when: [/^/] }),
  ),

  // Everything of a kind at once: the outcome can't be foreseen. A new object is made by POST.
  row(
    "decides policies locations strengths",
    "writes to",
    graph("<PATCH|PUT|DELETE> <identity|policies><|/conditionalAccess>", ANY),
  ),
  row("decides policies", "writes to", graph(`<PATCH|PUT|DELETE> ${POLICIES}`, ANY)),
  row("decides locations", "writes to", graph(`<PATCH|PUT|DELETE> ${ACCESS}/namedLocations`, ANY)),
  row("decides strengths", "writes to", graph(`<PATCH|PUT|DELETE> ${STRENGTHS}`, ANY)),
  row(
    "decides users groups roles",
    "writes to",
    graph("<PATCH|PUT|DELETE> <groups|users|directoryRoles|directoryObjects>", ANY),
  ),
];

/** The table's azuread column. */
export const RESOURCES: readonly ResourceRow[] = TABLE.flatMap(({ azuread: types, graph: _, does, ...meaning }) =>
  does === "nothing" ? [] : types.map((column) => ({ ...meaning, does, ...column })),
);

/** The table's Graph column, in the order in which its rows count. */
export const REQUESTS: readonly RequestRow[] = TABLE.flatMap(({ azuread: _, graph: requests, ...meaning }) =>
  requests.map((column) => ({ ...meaning, ...column })),
);
