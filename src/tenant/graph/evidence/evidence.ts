import { asList, asObject, asText, isAbsent, type JsonObject } from "../../../law/json/json-object";
import { unknownKeys } from "../../../law/json/not-understood";
import type {
  ConditionalAccessSettings,
  DirectoryChange,
  Evidence,
  Gap,
  GroupSettings,
  Licence,
  NotRead,
  TenantEvidence,
} from "../../../law/model/evidence";
import { groupId, roleId, userId } from "../../../law/model/ids";
import { foundList } from "../list";
import { manifestOf } from "../manifest";
import { accessReviewOf } from "./access-reviews";

/**
 * Reads what the audit needs of a tenant file, besides what decides about sign-ins. Never fails: what is missing or isn't understood is *not
 * known*, with the reason. Values of the wrong shape are errors of `readTenant`.
 * @param json a tenant file, or a list of policies alone
 */
export function readEvidence(json: unknown): TenantEvidence {
  const file = asObject(json) ?? {};
  const source = new EvidenceSource(file);
  return {
    readAt: asText(file["readAt"]),
    plannedBy: asText(file["plannedBy"]),
    notRead: source.notRead,
    organization: source.object("organization", ({ id, displayName }) => ({
      id: asText(id),
      displayName: asText(displayName),
    })),
    securityDefaults: source.object("securityDefaults", ({ isEnabled }) => asBoolean(isEnabled)),
    licences: source.list("subscribedSkus", licenceOf),
    registrations: source.map("userRegistrationDetails", userId, (details) => ({
      isMfaRegistered: asBoolean(details["isMfaRegistered"]),
      methods: asTexts(details["methodsRegistered"]),
    })),
    roles: source.map("roleDefinitions", roleId, (role) => ({ displayName: asText(role["displayName"]) })),
    eligibilities: source.list("roleEligibilitySchedules", (schedule) =>
      ["principalId", "roleDefinitionId"].every((key) => asText(schedule[key]) !== undefined) ? schedule : undefined,
    ),
    conditionalAccessSettings: source.object("conditionalAccessSettings", (settings) => ({
      userActionExclusions: userActionExclusionsIn(settings),
    })),
    accessReviews: source.list("accessReviews", accessReviewOf),
    changes: source.list("directoryAudits", changeOf),
    // Null means that the account was never synchronised. @see Microsoft Graph, "user", `onPremisesSyncEnabled` (v1.0)
    accounts: source.map("users", userId, (user) => ({
      isEnabled: asBoolean(user["accountEnabled"]),
      isSynchronised: asFlag(user["onPremisesSyncEnabled"]),
    })),
    groups: source.map("groups", groupId, settingsOf),
  };
}

/** A tenant file as a source of evidence. What is missing or isn't understood is *not known*, with the reason. */
class EvidenceSource {
  readonly notRead: readonly NotRead[];
  readonly #file: JsonObject;

  constructor(file: JsonObject) {
    this.#file = file;
    this.notRead = manifestOf(file).notRead;
  }

  /** One object. It isn't known if `read` returns nothing. */
  object<T>(key: string, read: (object: JsonObject) => T | undefined): Evidence<T> {
    const written = this.#file[key];
    if (isAbsent(written)) return { kind: "notKnown", gap: this.#whyMissing(key) };
    const object = asObject(written);
    const meant = object && read(object);
    return meant === undefined
      ? { kind: "notKnown", gap: because(`\`${key}\` isn't understood`) }
      : this.#whole(key, meant);
  }

  /** A list. It is partly known if `read` returns nothing for one of its items. */
  list<T>(key: string, read: (item: JsonObject) => T | undefined): Evidence<readonly T[]> {
    const list = foundList(this.#file, key);
    if (list.kind === "missing") return { kind: "notKnown", gap: this.#whyMissing(key) };
    if (list.kind === "wrong") return { kind: "notKnown", gap: because(`\`${key}\`: ${list.why}`) };
    const value: T[] = [];
    let odd = list.part === undefined ? undefined : `\`${key}\`: ${list.part}`;
    for (let index = 0; index < list.items.length; index++) {
      const item = asObject(list.items[index]);
      const meant = item && read(item);
      if (meant !== undefined) value.push(meant);
      else odd ??= `\`${list.path}[${index}]\` isn't understood`;
    }
    return odd === undefined ? this.#whole(key, value) : { kind: "partly", value, gap: because(odd) };
  }

  /** A list by id. It is partly known if an id is there twice. */
  map<Id extends string, T>(
    key: string,
    idOf: (text: string) => Id,
    read: (item: JsonObject) => T,
  ): Evidence<ReadonlyMap<Id, T>> {
    const list = this.list(key, (item) => {
      const id = asText(item["id"]);
      return id === undefined ? undefined : ([idOf(id), read(item)] as const);
    });
    if (list.kind === "notKnown") return list;
    const value = new Map(list.value);
    if (list.kind === "partly" || value.size === list.value.length) return { ...list, value };
    return { kind: "partly", value, gap: because(`\`${key}\` has an id twice`) };
  }

  /** The value is known, unless the file says that not all of it could be read. */
  #whole<T>(key: string, value: T): Evidence<T> {
    const gap = this.#gapOf(key);
    return gap === undefined ? { kind: "known", value } : { kind: "partly", value, gap };
  }

  #whyMissing(key: string): Gap {
    return this.#gapOf(key) ?? because(`\`${key}\` isn't in the tenant file`);
  }

  #gapOf(key: string): Gap | undefined {
    const gap = this.notRead.find((entry) => entry.key === key);
    return gap && { why: gap.why, role: gap.role };
  }
}

const because = (why: string): Gap => ({ why, role: undefined });

const asBoolean = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);

/** True or false. Null counts as false: Graph returns it for a flag that was never set. */
const asFlag = (value: unknown): boolean | undefined => (value === null ? false : asBoolean(value));

const asTexts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((text) => typeof text === "string") ? value : undefined;

/** Settings that show who could change the members of a group. */
function settingsOf(group: JsonObject): GroupSettings {
  const types = asTexts(group["groupTypes"]);
  const owners = foundList(group, "owners");
  return {
    isAssignableToRole: asFlag(group["isAssignableToRole"]),
    isManagementRestricted: asFlag(group["isManagementRestricted"]),
    isDynamic: types?.includes("DynamicMembership"),
    membershipRule: asText(group["membershipRule"]),
    isUnified: types?.includes("Unified"),
    visibility: asText(group["visibility"]),
    owners: owners.kind === "list" && owners.part === undefined ? owners.items : undefined,
  };
}

const licenceOf = (sku: JsonObject): Licence => ({
  sku: asText(sku["skuPartNumber"]),
  status: asText(sku["capabilityStatus"]),
  plans: asList(sku["servicePlans"])?.map((plan) => ({
    name: asText(asObject(plan)?.["servicePlanName"]),
    status: asText(asObject(plan)?.["provisioningStatus"]),
  })),
});

type Exclusions = ConditionalAccessSettings["userActionExclusions"];

/** The user actions that policies on all resources leave out. Null means that none was ever set. @see Microsoft Graph, "allResourcesExclusions", "userActionExclusion" (beta) */
function userActionExclusionsIn({ exclusions: written }: JsonObject): Exclusions {
  if (written === null) return [];
  const exclusions = onlyKnown(asObject(written), "allResourcesExclusions");
  const ofAllResources = onlyKnown(asObject(exclusions?.["allResourcesExclusions"]), "userActionExclusions");
  const read = asList(ofAllResources?.["userActionExclusions"])?.map((item) => {
    const userAction = asText(item) ?? asText(asObject(item)?.["userAction"]);
    const state = typeof item === "string" ? "enabled" : asText(asObject(item)?.["state"]);
    return userAction === undefined ? undefined : { userAction, state };
  });
  return read?.every((one) => one !== undefined) ? read : undefined;
}

const onlyKnown = (object: JsonObject | undefined, key: string): JsonObject | undefined =>
  object !== undefined && unknownKeys(object, [key], "").length === 0 ? object : undefined;

/** Reads a record of the audit log. @see Microsoft Graph, "directoryAudit" (v1.0) */
export function changeOf(record: JsonObject): DirectoryChange | undefined {
  const [at, operation] = [asText(record["activityDateTime"]), asText(record["activityDisplayName"])];
  const targets = (asList(record["targetResources"]) ?? []).flatMap((one) => asText(asObject(one)?.["id"]) ?? []);
  if (at === undefined || operation === undefined) return undefined;
  return { at, operation, by: actorIn(record), targets: new Set(targets.map((id) => id.toLowerCase())) };
}

/** Who made a change: a user by user principal name, or an application by name. */
function actorIn(record: JsonObject): string | undefined {
  const initiatedBy = asObject(record["initiatedBy"]);
  const [user, app] = [asObject(initiatedBy?.["user"]), asObject(initiatedBy?.["app"])];
  const person = asText(user?.["userPrincipalName"]) ?? asText(user?.["displayName"]) ?? asText(user?.["id"]);
  const name = asText(app?.["displayName"]) ?? asText(app?.["servicePrincipalId"]) ?? asText(app?.["appId"]);
  return person ?? (name === undefined ? undefined : `the application ${name}`);
}
