import { CONDITIONS, conditionsWith, NOT_CONFIGURED } from "../../law/conditions";
import { asObject, isAbsent, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { readFlags, recognise } from "../../law/json/text-list";
import { applicationId, groupId, homeTenantId, type RoleId, roleId } from "../../law/model/ids";
import type {
  ApplicationList,
  Applications,
  AssignmentSide,
  Guests,
  Policy,
  UserAssignment,
} from "../../law/model/policy";
import { GUEST_TYPES } from "../../law/model/sign-in";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";
import { Fields } from "./fields";
import { People, type ReadingContext } from "./people";

type PolicyScope = Pick<Policy, "users" | "applications" | "conditions" | "workloadIdentitiesOnly" | "notUnderstood">;

/** Reads `conditions`. Never fails: content that isn't understood is in the model as *not understood*. */
export function readConditions(written: JsonObject, context: ReadingContext): PolicyScope {
  const conditions = conditionsWith((dimension) => {
    const { key, read } = CONDITIONS[dimension].graph;
    return read(written[key]);
  });
  return {
    users: readUsers(written["users"], context),
    applications: readApplications(written["applications"]),
    conditions,
    workloadIdentitiesOnly: isOfWorkloadIdentities(written),
    notUnderstood: [],
  };
}

/** Conditions that can't be read: the policy may apply to everyone or to no user. */
export function notUnderstoodConditions(note: NotUnderstood): PolicyScope {
  const { users, applications } = readConditions({}, { name: "" });
  return {
    conditions: NOT_CONFIGURED,
    workloadIdentitiesOnly: false,
    users: { ...users, include: { ...users.include, notUnderstood: [note] } },
    applications: { ...applications, include: { ...applications.include, notUnderstood: [note] } },
    notUnderstood: [note],
  };
}

/** Whether a policy is about workload identities, so it never applies to a user. @see Microsoft Entra, "Conditional Access for workload identities" (2023-11) */
const isOfWorkloadIdentities = ({ clientApplications, servicePrincipalRiskLevels: levels }: JsonObject): boolean =>
  asObject(clientApplications) !== undefined || isFilled(levels);

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

const APPLICATIONS = "conditions.applications";

/** The tokens for resources. `All` and the portals are handled by name; Office 365 and agent resources don't include the Azure management API. */
const RESOURCE_TOKENS: ReadonlySet<string> = new Set([
  ...["All", "None", "Office365", "MicrosoftAdminPortals", "AllAgentIdResources"],
]);

/** Reads `conditions.applications`. Without it a policy is about no resource. Content that isn't understood may be any resource. */
function readApplications(value: unknown): Applications {
  const include = new Fields(value ?? {}, APPLICATIONS);
  const exclude = new Fields(include.json, APPLICATIONS);
  const { includeUserActions: actions, includeAuthenticationContextClassReferences: contexts } = include.json;
  return {
    include: readList(include, "includeApplications"),
    exclude: readList(exclude, "excludeApplications"),
    filter: readFilter(include.json["applicationFilter"]),
    otherTarget: isFilled(actions) || isFilled(contexts),
    ...(isFilled(actions) ? { userActions: new Set(new Fields(include.json, "").texts("includeUserActions")) } : {}),
  };
}

function readList(applications: Fields, key: string): ApplicationList {
  const texts = applications.texts(key);
  const others = texts.filter((text) => !RESOURCE_TOKENS.has(text));
  const idOf = (text: string) => (isGuid(text) ? applicationId(text) : undefined);
  return {
    all: texts.includes("All"),
    ids: new Set(applications.meant(key, others, "token or application id", idOf)),
    adminPortals: texts.includes("MicrosoftAdminPortals"),
    notUnderstood: applications.notes,
  };
}

function readFilter(value: unknown): Applications["filter"] {
  if (isAbsent(value)) return "none";
  const filter = new Fields(value, `${APPLICATIONS}.applicationFilter`);
  filter.needs("mode", "include or exclude");
  const mode = filter.word("mode", "mode", ["include", "exclude"]);
  const [odd] = filter.notes;
  return odd ?? mode ?? "none";
}

/** Reads `conditions.users`. Never fails. Without it a policy applies to no user. Content that isn't understood may name any user. */
export function readUsers(value: unknown, context: ReadingContext): Policy["users"] {
  const include = new Fields(value ?? {}, "conditions.users");
  const exclude = new Fields(include.json, "conditions.users");
  return { include: readAssignment(include, "include", context), exclude: readAssignment(exclude, "exclude", context) };
}

/** The tokens for users. `All` and the guest token are handled by name; `None` names no user, and agents aren't people. */
const USER_TOKENS: ReadonlySet<string> = new Set(["All", "None", "GuestsOrExternalUsers", "AllAgentIdUsers"]);

function readAssignment(users: Fields, clause: AssignmentSide, context: ReadingContext): UserAssignment {
  const { users: known = new People(undefined) } = context;
  const [people, groups, roles] = [`${clause}Users`, `${clause}Groups`, `${clause}Roles`] as const;
  const [written, inGroups, inRoles] = [users.texts(people), users.texts(groups), users.texts(roles)];
  const named = written.filter((text) => !USER_TOKENS.has(text));
  return {
    everyone: written.includes("All"),
    everyAgent: written.includes("AllAgentIdUsers"),
    everyGuest: written.includes("GuestsOrExternalUsers"),
    users: new Set(users.meant(people, named, "token or object id", (text) => known.meant(text))),
    groups: new Set(inGroups.map(groupId)),
    roles: new Set(users.meant(roles, inRoles, "role template id", (text) => roleMeant(text, context))),
    guests: readGuests(users, `${clause}GuestsOrExternalUsers`),
    notUnderstood: users.notes,
  };
}

/** The role that a text names: by the id of its template, or by another name if a user is assigned to it under that name. */
const roleMeant = (text: string, { roles }: ReadingContext): RoleId | undefined =>
  roles === undefined || isGuid(roleId(text)) || roles.has(roleId(text)) ? roleId(text) : undefined;

/** Reads a clause about guests. An empty clause is none. With unknown keys it may be about any user. */
function readGuests(users: Fields, key: string): Guests | undefined {
  if (!users.has(key)) return undefined;
  const clause = new Fields(users.json[key], users.at(key), ["guestOrExternalUserTypes", "externalTenants"]);
  users.notes.push(...clause.notes);
  const types = clause.json["guestOrExternalUserTypes"];
  if (clause.notes.length > 0 || isEmpty(clause.json) || types === "") return undefined;
  clause.needs("guestOrExternalUserTypes", "text");
  const flags = readFlags(types, clause.at("guestOrExternalUserTypes"));
  const recognised = recognise(flags, "guest or external user type", ["none", ...GUEST_TYPES]);
  return {
    types: new Set(GUEST_TYPES.filter((type) => recognised.words.has(type))),
    homes: readHomes(clause.json["externalTenants"], clause.at("externalTenants")),
    notUnderstood: [...clause.notes, ...recognised.notUnderstood],
  };
}

const KINDS = ["all", "enumerated"] as const;

function readHomes(value: unknown, path: string): Guests["homes"] {
  if (isAbsent(value)) return { kind: "notKnown" };
  const tenants = new Fields(value, path, ["membershipKind", "members"]);
  const type = odataType(tenants.json);
  const ofType = KINDS.find((one) => type === `conditionalaccess${one}externaltenants`);
  const kind = tenants.word("membershipKind", "membership kind", KINDS) ?? ofType;
  const ids = tenants.texts("members");
  const fits = kind === "all" ? ids.length === 0 : kind !== undefined && tenants.has("members");
  if (!fits || (type !== undefined && ofType !== kind))
    tenants.note("membershipKind", "the kind, the type and the members don't fit together");
  const [odd] = tenants.notes;
  if (odd !== undefined) return { kind: "notUnderstood", ...odd };
  return kind === "enumerated" ? { kind, tenants: new Set(ids.map(homeTenantId)) } : { kind: "all" };
}
