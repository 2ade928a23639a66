import type { JsonObject } from "../../law/json/json-object";
import { alertRules } from "./alert-rules";
import type { EntraTenant } from "./entra-tenant";
import { readRelevantGroups, shownMembers } from "./groups";
import {
  keepingRegistrations,
  keptOfEligibility,
  keptOfReview,
  keptOfUser,
  typeAndId,
  withoutAnnotations,
} from "./kept";
import { readPowerfulApplications } from "./powerful-applications";
import { QUESTIONS } from "./questions";
import { groupListQuestion, unitMembersQuestion } from "./questions-of-objects";

/** What a list that decides and breaks off, for another reason than a missing role, comes to. */
export type WhenBroken = "refuse" | "leaveOut";

/** A key of a tenant file, and how it is read. */
export interface Part {
  readonly key: string;
  /** Where the key is there already: what this adds to each of its objects. */
  readonly part?: string;
  /** For messages: `the users`. */
  readonly what: string;
  /** What no verdict rests on is left out, whatever is wrong with it. */
  readonly ifBroken?: "leaveOut";
  /** @returns `undefined` where nothing is to be written down */
  readonly read: (tenant: EntraTenant, file: JsonObject, onCount: (count: number) => void) => Promise<unknown>;
}

type Key = keyof typeof QUESTIONS;

/** A list that is read as one question asks for it. @param keeping makes what is kept of each of its objects */
const list = (key: Key, keeping: () => (object: JsonObject) => JsonObject = () => (object) => object): Part => ({
  key,
  what: QUESTIONS[key].what,
  read: (tenant, _, onPage) => tenant.list(QUESTIONS[key], { onPage, kept: keeping() }),
});

const one = (key: Key): Part => ({
  key,
  what: QUESTIONS[key].what,
  read: async (tenant) => withoutAnnotations(await tenant.one(QUESTIONS[key])),
});

/**
 * What decides about sign-ins, beside the policies. Of groups only those are read that a policy or a role names. Who may make a
 * role active takes a licence of its own: without it that is left out.
 */
export const DECIDING: readonly Part[] = [
  list("namedLocations"),
  list("authenticationStrengthPolicies"),
  {
    key: "users",
    what: QUESTIONS.users.what,
    read: (tenant, _, onPage) => tenant.users({ onPage, kept: keptOfUser }),
  },
  list("roleAssignments"),
  { ...list("roleEligibilitySchedules", () => keptOfEligibility), ifBroken: "leaveOut" },
  {
    key: "groups",
    what: "the groups",
    read: (tenant, file, onCount) => {
      const holders = ["roleAssignments", "roleEligibilitySchedules"].flatMap((key) => listIn(file, key) ?? []);
      return readRelevantGroups(tenant, listIn(file, "policies") ?? [], holders, onCount);
    },
  },
];

/** What an audit looks at beside the verdict. */
export const FOR_AN_AUDIT = (
  [
    {
      key: "organization",
      what: QUESTIONS.organization.what,
      read: async (tenant) => (await tenant.list(QUESTIONS.organization))[0],
    },
    one("securityDefaults"),
    one("conditionalAccessSettings"),
    list("subscribedSkus"),
    list("roleDefinitions"),
    list("userRegistrationDetails", keepingRegistrations),
    { key: "servicePrincipals", what: "the applications", read: readPowerfulApplications },
    { key: "administrativeUnits", what: QUESTIONS.administrativeUnits.what, read: readUnits },
    list("accessReviews", () => keptOfReview),
    { key: "groups", part: "owners", what: "the owners of the groups", read: withOwners },
    { key: "breakGlassAlerts", what: QUESTIONS.detectionRules.what, read: readAlerts },
  ] satisfies readonly Part[]
).map((part): Part => ({ ...part, ifBroken: "leaveOut" }));

/** A list that was read before: it holds objects alone. `undefined` where it isn't known. */
export const listIn = (file: JsonObject, key: string): readonly JsonObject[] | undefined =>
  file[key] as readonly JsonObject[] | undefined;

/** All units, restricted ones with their members: of no other one matters who is in it. */
async function readUnits(tenant: EntraTenant): Promise<readonly JsonObject[]> {
  const units = await tenant.list(QUESTIONS.administrativeUnits);
  const restricted = units.filter(({ isMemberManagementRestricted: restricted }) => restricted === true);
  const members = await tenant.lists(restricted.map(({ id }) => unitMembersQuestion(String(id))));
  const inUnit = new Map(
    restricted.map((unit, index) => [unit, shownMembers(unit, members[index] ?? [])?.map(typeAndId)]),
  );
  return units.map((unit) => (inUnit.has(unit) ? { ...unit, members: inUnit.get(unit) } : unit));
}

/** The groups that were read, each with the ids of its owners; `undefined` where the groups aren't known. */
async function withOwners(tenant: EntraTenant, file: JsonObject): Promise<readonly JsonObject[] | undefined> {
  const groups = listIn(file, "groups");
  if (groups === undefined) return undefined;
  const owners = await tenant.lists(groups.map(({ id }) => groupListQuestion(String(id), "owners")));
  return groups.map((group, index) => ({ ...group, owners: owners[index]?.map(typeAndId) }));
}

/** Without the users nobody is known by name, so that no rule can be told to be about somebody. */
async function readAlerts(tenant: EntraTenant, file: JsonObject): Promise<readonly JsonObject[] | undefined> {
  const alerts = alertRules(await tenant.list(QUESTIONS.detectionRules), listIn(file, "users") ?? []);
  return alerts.length === 0 ? undefined : alerts;
}
