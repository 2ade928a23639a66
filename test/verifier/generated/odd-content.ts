import fc from "fast-check";

type Json = Record<string, unknown>;

/** One thing in a policy that Graph wouldn't write, or that is newer than what anybody knows. */
export interface Edit {
  readonly policy: number;
  readonly path: string;
  readonly kind: "remove" | "respell" | "set" | "exclude";
  readonly key: string;
  readonly value?: unknown;
}

const USERS = ["Users", "Groups", "Roles", "GuestsOrExternalUsers"].flatMap((kind) => [
  `include${kind}`,
  `exclude${kind}`,
]);

/** Where something can be odd: the objects of a policy, with their keys. */
const OBJECTS: Readonly<Record<string, readonly string[]>> = {
  "": ["id", "displayName", "state", "conditions", "grantControls", "sessionControls"],
  conditions: [
    ..."users applications clientAppTypes platforms locations devices signInRiskLevels userRiskLevels".split(" "),
    ..."insiderRiskLevels servicePrincipalRiskLevels clientApplications authenticationFlows".split(" "),
  ],
  "conditions.users": USERS,
  "conditions.users.includeGuestsOrExternalUsers": ["guestOrExternalUserTypes", "externalTenants"],
  "conditions.users.excludeGuestsOrExternalUsers": ["guestOrExternalUserTypes", "externalTenants"],
  "conditions.users.includeGuestsOrExternalUsers.externalTenants": ["membershipKind", "members"],
  "conditions.users.excludeGuestsOrExternalUsers.externalTenants": ["membershipKind", "members"],
  "conditions.applications": [
    ..."includeApplications excludeApplications includeUserActions applicationFilter".split(" "),
    "includeAuthenticationContextClassReferences",
  ],
  "conditions.applications.applicationFilter": ["mode", "rule"],
  "conditions.platforms": ["includePlatforms", "excludePlatforms"],
  "conditions.locations": ["includeLocations", "excludeLocations"],
  "conditions.devices": ["deviceFilter"],
  "conditions.devices.deviceFilter": ["mode", "rule"],
  "conditions.authenticationFlows": ["transferMethods"],
  grantControls: [
    ..."operator builtInControls termsOfUse customAuthenticationFactors authenticationStrength".split(" "),
  ],
};

/** Those that every policy has come up more often. */
const path = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("", "conditions", "conditions.users", "conditions.applications", "grantControls"),
  },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(OBJECTS)) },
);

const places = path.chain((path) =>
  fc.record({ path: fc.constant(path), key: fc.constantFrom(...(OBJECTS[path] ?? [])) }),
);

const SAYS_SOMETHING: readonly unknown[] = ["x", 0, false, [{}], { a: 1 }, ["y"]];
const MAY_SAY_NOTHING: readonly unknown[] = [null, "", [], {}, { a: null }, { a: [] }, { "a@odata.type": "b" }];

const policy = fc.nat(3);

const newKey = fc
  .record({ policy, path, value: fc.constantFrom(...SAYS_SOMETHING, ...MAY_SAY_NOTHING) })
  .map(({ policy, path, value }): Edit => ({ policy, path, kind: "set", key: "somethingNew", value }));

const annotation = fc
  .record({
    policy,
    path,
    key: fc.constantFrom(
      ..."#microsoft.graph.restore @odata.type x@odata.context x@microsoft.graph.tips x@odd".split(" "),
    ),
  })
  .map(({ policy, path, key }): Edit => ({ policy, path, kind: "set", key, value: { title: "x" } }));

const OF_THE_POLICY: readonly (readonly [string, unknown])[] = [
  ["partialEnablementStrategy", null],
  ["partialEnablementStrategy", {}],
  ["partialEnablementStrategy", "x"],
  ["deletedDateTime", null],
  ["deletedDateTime", "2026-01-01T00:00:00Z"],
  ["templateId", "x"],
];
const ofThePolicy = fc
  .record({ policy, one: fc.constantFrom(...OF_THE_POLICY) })
  .map(({ policy, one: [key, value] }): Edit => ({ policy, path: "", kind: "set", key, value }));

const toAKey = (kind: Edit["kind"]) =>
  fc.record({ policy, place: places }).map(({ policy, place }): Edit => ({ policy, ...place, kind }));
const removed = toAKey("remove");
const respelt = toAKey("respell");
const excluded = toAKey("exclude");

const WRONG: readonly unknown[] = ["x", 5, true, [5], { a: 1 }, [], {}, null, ""];
const retyped = fc
  .record({ policy, place: places, value: fc.constantFrom(...WRONG) })
  .map(({ policy, place, value }): Edit => ({ policy, ...place, kind: "set", value }));

const few = (edit: fc.Arbitrary<Edit>): fc.Arbitrary<Edit[]> =>
  fc.oneof(fc.constant<Edit[]>([]), fc.array(edit, { minLength: 1, maxLength: 2 }));

/** Keys that nobody has heard of, or that aren't there. */
export const newKeys = few(fc.oneof(newKey, annotation, removed));

/** Keys that nobody has heard of or that aren't there, keys in another spelling, values of another type, and lists that are on both sides. */
export const edits = few(
  fc.oneof(newKey, annotation, ofThePolicy, removed, { weight: 2, arbitrary: retyped }, respelt, excluded),
);

/** The policy with one of its objects changed; where there is no such object, as it is. */
export function edited(policy: Json, edit: Edit): Json {
  return changed(policy, edit.path === "" ? [] : edit.path.split("."), edit);
}

function changed(object: Json, [step, ...steps]: readonly string[], edit: Edit): Json {
  if (step === undefined) return changedHere(object, edit);
  const inner = object[step];
  if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return object;
  return { ...object, [step]: changed(inner as Json, steps, edit) };
}

function changedHere(object: Json, { kind, key, value }: Edit): Json {
  if (kind === "set") return { ...object, [key]: value };
  const { [key]: old, ...others } = object;
  if (kind === "exclude") return { ...object, [key.replace(/^include/, "exclude")]: old };
  if (kind === "remove" || old === undefined) return others;
  return { ...others, [`${key.slice(0, 1).toUpperCase()}${key.slice(1)}`]: old };
}
