import assert from "node:assert/strict";
import type { JsonObject } from "../../../src/law/json/json-object";
import { gatherAll, gatherOne } from "../../../src/tenant/exports/gathering";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { prove } from "../../../src/verifier/prove";
import { isLong } from "../../times";

/*
 * Facts that make a tenant safe, each in every shape that people have. Wherever a text stands that tells the fact, it is left out, cut or
 * misspelt, as are the keys that lead there, and each list is marked as a part: nothing is proved then.
 */

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const ROLE = "62e90394-69f5-4237-9190-012177145e10";
const id = (kind: string, number: number): string => `${kind.repeat(8)}-0000-4000-8000-00000000000${number}`;
const [ANN, BEN] = [id("a", 1), id("a", 2)];
const [GROUP, NESTED] = [id("c", 1), id("c", 2)];
const [OFFICE, STRENGTH] = [id("d", 1), id("d", 2)];
const METADATA = "https://graph.microsoft.com/v1.0/$metadata#";

type Lists = { readonly [list: string]: readonly JsonObject[] };

const policy = (users: JsonObject, more: JsonObject = {}): JsonObject => ({
  id: id("e", 1),
  displayName: "Require MFA",
  state: "enabled",
  conditions: {
    users: { includeUsers: ["All"], ...users },
    applications: { includeApplications: [API] },
    clientAppTypes: ["all"],
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
  ...more,
});
const person = (user: string, name: string, more: JsonObject = {}): JsonObject => ({
  id: user,
  displayName: name,
  userPrincipalName: `${name}@contoso.example`,
  userType: "Member",
  accountEnabled: true,
  ...more,
});
const OUTSIDE_TYPES = "b2bDirectConnectUser,otherExternalUser,serviceProvider";
const OUTSIDERS = policy(
  {
    includeUsers: ["None"],
    includeGuestsOrExternalUsers: {
      guestOrExternalUserTypes: OUTSIDE_TYPES,
      externalTenants: { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" },
    },
  },
  { id: id("e", 2) },
);
const group = (members: readonly unknown[], more: JsonObject = {}): JsonObject => ({
  id: GROUP,
  displayName: "Some",
  securityEnabled: true,
  members,
  ...more,
});
const holder = (more: JsonObject = {}): JsonObject => ({
  id: "r1",
  principalId: ANN,
  roleDefinitionId: ROLE,
  directoryScopeId: "/",
  ...more,
});

/** A tenant that is proved, and what becomes of it where a fact isn't there, or isn't told as Graph tells it. */
interface Fact {
  readonly safe: Lists;
  /** What it is told by, wherever that stands. */
  readonly texts: readonly string[];
  /** Changes by which the tenant isn't less safe, by the file and what becomes of which place in it. */
  readonly isSafer?: (change: string) => boolean;
  /** The stacks that can tell it. */
  readonly inStacks?: readonly string[];
  readonly unsafe: Readonly<Record<string, Lists>>;
}

const EVERYBODY = [person(ANN, "ann"), person(BEN, "ben")];
const INCLUDING = { policies: [policy({ includeUsers: [], includeGroups: [GROUP] }), OUTSIDERS], users: EVERYBODY };
const EXCLUDING = { policies: [policy({ excludeGroups: [GROUP] })], users: EVERYBODY, groups: [group([])] };
const TYPED = (one: string, type = "user"): JsonObject => ({ "@odata.type": `#microsoft.graph.${type}`, id: one });
const members = (...all: readonly unknown[]): Lists => ({ ...INCLUDING, groups: [group(all)] });
const nested = (inner: JsonObject): Lists => ({
  ...INCLUDING,
  groups: [
    group([TYPED(ANN), TYPED(NESTED, "group")]),
    { id: NESTED, displayName: "Inner", securityEnabled: true, ...inner },
  ],
});
const excluded = (...all: readonly unknown[]): Lists => ({ ...EXCLUDING, groups: [group(all)] });
const HOLDERS = {
  policies: [policy({ includeUsers: [], includeRoles: [ROLE] }), OUTSIDERS],
  users: [person(ANN, "ann")],
  groups: [],
};
const NOBODY_HOLDS = {
  policies: [policy({ excludeRoles: [ROLE] })],
  users: EVERYBODY,
  groups: [],
  roleAssignments: [],
  roleEligibilitySchedules: [],
};
const { roleAssignments: _none, ...WITHOUT_HOLDERS } = NOBODY_HOLDS;
const assigned = (more: JsonObject): Lists => ({ ...HOLDERS, roleAssignments: [holder(more)] });
const ranges = (ipRanges: unknown, more: JsonObject = {}): JsonObject => ({
  "@odata.type": "#microsoft.graph.ipNamedLocation",
  id: OFFICE,
  displayName: "Office",
  isTrusted: false,
  ipRanges,
  ...more,
});
const cidr = (cidrAddress: string, type = "iPv4CidrRange"): JsonObject => ({
  "@odata.type": `#microsoft.graph.${type}`,
  cidrAddress,
});
const at = (locations: JsonObject, more: JsonObject): JsonObject => {
  const { conditions, ...rest } = policy({}, more);
  return { ...rest, conditions: { ...(conditions as JsonObject), locations } };
};
const INSIDE = at({ includeLocations: [OFFICE] }, { id: id("e", 1) });
const OUTSIDE = at({ includeLocations: ["All"], excludeLocations: [id("d", 3)] }, { id: id("e", 2) });
const SMALL = ranges([cidr("203.0.113.0/24")], { id: id("d", 3), displayName: "Small" });
/** The two halves of what the policy for everywhere leaves out. */
const HALVES = ["203.0.113.0/25", "203.0.113.128/25"];
const OFFICE_RANGES = HALVES.map((half) => cidr(half));
const places = (office: JsonObject): Lists => ({ policies: [INSIDE, OUTSIDE], namedLocations: [office, SMALL] });
const STRONG = policy({}, { grantControls: { operator: "OR", authenticationStrength: { id: STRENGTH } } });
const strength = (more: JsonObject): Lists => ({
  policies: [STRONG],
  authenticationStrengthPolicies: [
    { id: STRENGTH, displayName: "Strong", requirementsSatisfied: "mfa", allowedCombinations: ["fido2"], ...more },
  ],
});

/** What every policy is told by. */
const POLICY = [API, "enabled", "mfa"];
/** A list of users, or one in it, whoever is in it: fewer people are no danger. */
const ABOUT_USERS = /^users\b|^: (the key of )?users\b/;

const FACTS: Readonly<Record<string, Fact>> = {
  "everybody is a member of the group that the policy is about": {
    safe: members(TYPED(ANN), TYPED(BEN)),
    texts: [...POLICY, GROUP, BEN, OUTSIDE_TYPES],
    isSafer: (change) => ABOUT_USERS.test(change),
    unsafe: {
      "a member is left out": members(TYPED(ANN)),
      "a member is misspelt": members(TYPED(ANN), TYPED(BEN.replace("2", "9"))),
      "a member is told by display name": members(TYPED(ANN), { displayName: "ben", id: "ben" }),
      "a person more is there": {
        ...members(TYPED(ANN), TYPED(BEN)),
        users: [...EVERYBODY, person(id("a", 3), "cem")],
      },
      "the group is gone": {
        ...INCLUDING,
        groups: [group([TYPED(ANN), TYPED(BEN)], { deletedDateTime: "2026-01-01T00:00:00Z" })],
      },
    },
  },
  "everybody is a member, somebody through another group": {
    safe: nested({ members: [TYPED(BEN)] }),
    texts: [GROUP, NESTED, BEN],
    isSafer: (change) => ABOUT_USERS.test(change),
    unsafe: {
      "the inner group isn't there": members(TYPED(ANN), TYPED(NESTED, "group")),
      "nobody knows who is in the inner group": nested({}),
      "the inner group hides its members": nested({ members: [], visibility: "HiddenMembership" }),
      "the inner group goes on": nested({ members: [], "members@odata.nextLink": "x" }),
      "the inner group is gone": nested({ members: [TYPED(BEN)], deletedDateTime: "2026-01-01T00:00:00Z" }),
    },
  },
  "nobody is in the group that the policy excludes": {
    safe: excluded(),
    texts: [...POLICY, GROUP],
    isSafer: (change) => /excluded?_?groups\S* is (left out|nothing)$/i.test(change),
    inStacks: ["Pulumi"],
    unsafe: {
      "somebody is": excluded(TYPED(ANN)),
      "a bare id is": excluded(ANN),
      "somebody is by user principal name": excluded({ userPrincipalName: "ann@contoso.example" }),
      "somebody is by address": excluded(`https://graph.microsoft.com/v1.0/users/${ANN}`),
      "somebody is in braces": excluded(`{${ANN}}`),
      "somebody is without dashes": excluded(ANN.replaceAll("-", "")),
      "somebody is by display name": excluded("ann"),
      "an object of no list is": excluded(NESTED),
      "a group that isn't listed is": excluded(TYPED(NESTED, "group")),
      "a user that isn't listed is": excluded(TYPED(id("a", 7))),
      "a device that is a listed group is": {
        ...EXCLUDING,
        groups: [
          group([TYPED(NESTED, "device")]),
          { id: NESTED, displayName: "Inner", securityEnabled: true, members: [TYPED(ANN)] },
        ],
      },
      "its members are hidden": { ...EXCLUDING, groups: [group([], { visibility: "HiddenMembership" })] },
      "its members go on": { ...EXCLUDING, groups: [group([], { "members@odata.nextLink": "x" })] },
      "its members are counted": { ...EXCLUDING, groups: [group([], { "members@odata.count": 3 })] },
      "its members are changes": { ...EXCLUDING, groups: [group([], { "members@delta": [] })] },
      "the group isn't there": { ...EXCLUDING, groups: [] },
      "the exclusion goes on": {
        ...EXCLUDING,
        policies: [policy({ excludeGroups: [GROUP], "excludeUsers@odata.nextLink": "x" })],
      },
    },
  },
  "whoever there is holds the role that the policy is about": {
    safe: assigned({}),
    texts: [...POLICY, ROLE, ANN],
    isSafer: (change) => ABOUT_USERS.test(change),
    unsafe: {
      "the holder is left out": { ...HOLDERS, roleAssignments: [] },
      "the holder is misspelt": assigned({ principalId: BEN }),
      "it is withdrawn": assigned({ status: "Revoked" }),
      "it is pending": assigned({ status: "PendingApproval" }),
      "it may be over": assigned({ endDateTime: "2026-01-01T00:00:00Z" }),
      "it may not have begun": assigned({ startDateTime: "2999-01-01T00:00:00Z" }),
      "it is of an administrative unit": assigned({ directoryScopeId: "/administrativeUnits/x" }),
      "it is of another scope": assigned({ directoryScopeId: null, resourceScope: "/x" }),
      "it is eligible": assigned({ assignmentType: "Eligible" }),
      "it is gone": assigned({ "@removed": { reason: "deleted" } }),
      "the role isn't built in": {
        ...assigned({}),
        roleDefinitions: [{ id: ROLE, templateId: ROLE, isBuiltIn: false, displayName: "Own" }],
      },
    },
  },
  "nobody holds the role that the policy excludes, or may make it active": {
    safe: NOBODY_HOLDS,
    texts: POLICY,
    unsafe: {
      "somebody holds it": { ...NOBODY_HOLDS, roleAssignments: [holder()] },
      "somebody holds it in a unit": {
        ...NOBODY_HOLDS,
        roleAssignments: [holder({ directoryScopeId: "/administrativeUnits/x" })],
      },
      "a group that isn't listed holds it": {
        ...NOBODY_HOLDS,
        roleAssignments: [holder({ principalId: GROUP, principal: TYPED(GROUP, "group") })],
      },
      "somebody holds it by the name of its definition": {
        ...NOBODY_HOLDS,
        roleAssignments: [holder({ roleDefinitionId: NESTED })],
        roleDefinitions: [{ id: NESTED, templateId: ROLE, isBuiltIn: true, displayName: "Renamed" }],
      },
      "somebody may make it active": { ...NOBODY_HOLDS, roleEligibilitySchedules: [holder({ status: "Provisioned" })] },
      "who holds it isn't there": WITHOUT_HOLDERS,
    },
  },
  "the office is all that the policy for everywhere leaves out": {
    safe: places(ranges(OFFICE_RANGES)),
    texts: [...POLICY, OFFICE, ...HALVES],
    isSafer: (change) => /include\w*locations\S* is (left out|nothing)$|locations(\.0)? is left out$/i.test(change),
    inStacks: ["Pulumi", "Terraform"],
    unsafe: {
      "a range is left out": places(ranges(OFFICE_RANGES.slice(1))),
      "a range is cut": places(ranges([cidr("203.0.113.0/26"), ...OFFICE_RANGES.slice(1)])),
      "a range is misspelt": places(ranges([cidr("203.0.113.0/25/0"), ...OFFICE_RANGES.slice(1)])),
      "a range is of no known type": places(
        ranges([cidr("203.0.113.0/25", "iPv9CidrRange"), ...OFFICE_RANGES.slice(1)]),
      ),
      "its ranges aren't there": places(ranges(undefined)),
      "its ranges go on": places(ranges(OFFICE_RANGES.slice(1), { "ipRanges@odata.nextLink": "x" })),
      "it is deleted": places(ranges(OFFICE_RANGES, { deletedDateTime: "2026-01-01T00:00:00Z" })),
    },
  },
  "the strength asks for MFA": {
    safe: strength({}),
    texts: [API, "enabled", STRENGTH, "fido2"],
    inStacks: ["Pulumi", "Terraform"],
    unsafe: {
      "it isn't there": { policies: [STRONG], authenticationStrengthPolicies: [] },
      "it allows one factor": strength({ requirementsSatisfied: "none", allowedCombinations: ["password"] }),
      "the policy says something else of it": {
        ...strength({}),
        policies: [
          {
            ...STRONG,
            grantControls: {
              operator: "OR",
              authenticationStrength: { id: STRENGTH, allowedCombinations: ["fido2", "password"] },
            },
          },
        ],
      },
    },
  },
};

const CONTEXTS: Readonly<Record<string, string>> = {
  policies: "identity/conditionalAccess/policies",
  namedLocations: "identity/conditionalAccess/namedLocations",
  authenticationStrengthPolicies: "policies/authenticationStrengthPolicies",
  users: "users",
  groups: "groups",
  roleAssignments: "roleManagement/directory/roleAssignments",
  roleDefinitions: "roleManagement/directory/roleDefinitions",
  roleEligibilitySchedules: "roleManagement/directory/roleEligibilitySchedules",
};

const pascal = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const annotations = entries.filter(([key]) => key.includes("@"));
  const members = entries.filter(([key]) => !key.includes("@"));
  return {
    ...Object.fromEntries(
      members.map(([key, inner]) => [`${key.charAt(0).toUpperCase()}${key.slice(1)}`, pascal(inner)]),
    ),
    AdditionalProperties: Object.fromEntries(annotations),
  };
};

/** Files by their names, or one alone under no name. */
type Files = readonly (readonly [name: string, json: unknown])[];
type Marking = (list: string, items: readonly unknown[]) => JsonObject;
type Shape = (lists: Lists, mark?: Marking) => Files;

const page = (key: string, value: readonly unknown[], more: JsonObject = {}): JsonObject => ({
  "@odata.context": METADATA + CONTEXTS[key],
  value,
  ...more,
});
const pages = (lists: Lists, mark?: Marking): Files =>
  Object.entries(lists).map(([key, value]) => [`${key}.json`, page(key, value, mark?.(key, value))]);
const alone = (json: unknown): Files => [["", json]];

const GRAPH_SHAPES: Readonly<Record<string, Shape>> = {
  "a tenant file": (lists, mark) => {
    const entries = Object.entries(lists).map(([key, value]) => [key, mark ? { value, ...mark(key, value) } : value]);
    return alone(Object.fromEntries(entries));
  },
  "a snapshot": (lists, mark) => {
    const marks = Object.entries(lists).flatMap(([key, value]) =>
      Object.entries(mark?.(key, value) ?? {}).map(([sign, what]) => [key + sign.replace(/^@?odata/, "@odata"), what]),
    );
    const source = { tool: "azmfa", version: "1.0.0", time: "2026-11-27T08:00:00Z", whole: Object.keys(lists) };
    return alone({ source, ...lists, ...Object.fromEntries(marks) });
  },
  "a page for each list": pages,
  "an object in each file": (lists, mark) =>
    Object.entries(lists).flatMap(([key, value]) => [
      ...value.map(
        (one, number) =>
          [`${key}/${number}.json`, { "@odata.context": `${METADATA}${CONTEXTS[key]}/$entity`, ...one }] as const,
      ),
      [`${key}.json`, page(key, [], mark?.(key, []))] as const,
    ]),
  "objects of the PowerShell SDK": (lists, mark) =>
    Object.entries(lists).map(([key, value]) => [`${key}.json`, page(key, value.map(pascal), mark?.(key, value))]),
  "a report with policies in it": ({ policies = [], ...lists }, mark) => [
    ["policies.json", { conditional_access_policies: page("policies", policies, mark?.("policies", policies)) }],
    ...pages(lists, mark),
  ],
};

const objectsIn = (lists: Lists, key: string): readonly JsonObject[] => lists[key] ?? [];

/** A value of Graph's under the names that the azuread provider has. */
function inAzuread(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inAzuread);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !key.startsWith("@"));
  return Object.fromEntries(
    entries.map(([key, inner]) => [key.replace(/^(include|exclude)(?=[A-Z])/, "$1d"), inAzuread(inner)]),
  );
}

type Resource = readonly [type: string, id: unknown, values: JsonObject];

/** The tenant as resources of azuread, as far as a program can make one. */
const resourcesOf = (lists: Lists): readonly Resource[] => [
  ...objectsIn(lists, "policies").map(({ id: one, ...rest }): Resource => {
    const { grantControls, ...values } = inAzuread(rest) as JsonObject;
    const { authenticationStrength, ...controls } = grantControls as JsonObject;
    const authenticationStrengthPolicyId = (authenticationStrength as JsonObject | undefined)?.["id"] ?? "";
    const grant = { ...controls, authenticationStrengthPolicyId };
    return ["ConditionalAccessPolicy", `/policies/${String(one)}`, { ...values, grantControls: grant }];
  }),
  ...objectsIn(lists, "namedLocations").map(({ id: one, displayName, isTrusted, ipRanges }): Resource => {
    const networks = (ipRanges as readonly JsonObject[]).map(({ cidrAddress }) => cidrAddress);
    return ["NamedLocation", one, { displayName, ip: { ipRanges: networks, trusted: isTrusted } }];
  }),
  ...objectsIn(lists, "authenticationStrengthPolicies").map(
    ({ id: one, displayName, allowedCombinations }): Resource => [
      ...(["AuthenticationStrengthPolicy", one, { displayName, allowedCombinations }] as const),
    ],
  ),
  ...objectsIn(lists, "groups").map(
    ({ id: one, displayName, members: inside }): Resource => ["Group", one, { displayName, members: inside }],
  ),
];

const BLOCKS = /^(conditions|applications|users|locations|grantControls|ip)$/;
const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Values as Terraform writes them: names in another form, and blocks as lists. */
function inTerraform(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTerraform);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      snake(key),
      BLOCKS.test(key) ? [inTerraform(inner)] : inTerraform(inner),
    ]),
  );
}

function terraform(lists: Lists, values: "values" | "planned_values"): Files {
  const resources = resourcesOf(lists).map(([type, one, inputs], number) => ({
    address: `azuread${snake(type)}.n${number}`,
    mode: "managed",
    type: `azuread${snake(type)}`,
    values: { id: one, ...(inTerraform(inputs) as JsonObject) },
  }));
  return alone({ format_version: "1.2", terraform_version: "1.9.0", [values]: { root_module: { resources } } });
}

const pulumi = (lists: Lists): readonly JsonObject[] =>
  resourcesOf(lists).map(([type, one, inputs], number) => ({
    urn: `urn:pulumi:dev::ca::azuread:index/x:${type}::n${number}`,
    type: `azuread:index/x:${type}`,
    custom: true,
    id: one,
    inputs,
  }));

const STACK_SHAPES: Readonly<Record<string, Shape>> = {
  "Terraform's state": (lists) => terraform(lists, "values"),
  "Terraform's plan": (lists) => terraform(lists, "planned_values"),
  "a Pulumi stack": (lists) => {
    const resources = pulumi(lists).map((one) => ({ ...one, outputs: one["inputs"] }));
    return alone({ version: 3, deployment: { manifest: {}, resources } });
  },
  "a Pulumi preview": (lists) => {
    const steps = pulumi(lists).map((newState) => ({ op: "create", urn: newState["urn"], newState }));
    return alone({ config: {}, changeSummary: { create: steps.length }, steps });
  },
};

/** The verdict of what is read of the files, and what is said of their gaps. */
function readFrom(files: Files, isVouchedFor = true): { readonly kind: string; readonly said: string } {
  const [[name = "", json] = []] = files;
  const { file, problems } =
    name === "" ? gatherOne(json) : gatherAll(files.map(([one, content]) => ({ name: one, json: content })));
  if (problems.length > 0) return { kind: "refused", said: JSON.stringify(problems) };
  const source = isVouchedFor && name !== "" ? { source: { whole: Object.keys(file as JsonObject) } } : {};
  const read = readTenant({ ...(file as JsonObject), ...source }, "take");
  if (!read.ok) return { kind: "refused", said: JSON.stringify(read.errors) };
  return { kind: prove(read.tenant).kind, said: JSON.stringify(read.notes) };
}

/** Each sign of Graph's that a list is a part. */
const MARKS: Readonly<Record<string, Marking>> = {
  "a next page": () => ({ "@odata.nextLink": "x" }),
  "a next page, of older metadata": () => ({ "odata.nextLink": "x" }),
  "a link to changes": () => ({ "@odata.deltaLink": "x" }),
  "a count above what is here": (_list, items) => ({ "@odata.count": items.length + 1 }),
  "a context with a cast": (list) => ({ "@odata.context": `${METADATA}${CONTEXTS[list]}/microsoft.graph.thing` }),
};

/** What a program gives: what the provider has read of the tenant stands beside it. */
const NEVER_READ = /deployment\S*\.inputs\b/;

type Path = readonly (string | number)[];

/** The ways to the texts that a fact is told by. */
function pathsTo(value: unknown, isOne: (text: string, path: Path) => boolean, path: Path = []): readonly Path[] {
  if (typeof value === "string") return isOne(value, path) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    pathsTo(inner, isOne, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The value with another one at the end of the path; `undefined` takes it out. */
function changed(value: unknown, [step, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    const at = value.map((one: unknown, index) => (index === step ? changed(one, rest, change) : one));
    return at.filter((one) => one !== undefined);
  }
  const object = value as JsonObject;
  return { ...object, [step]: changed(object[step], rest, change) };
}

/** What may become of a text that a fact is told by. */
const LOSSES: Readonly<Record<string, (text: string) => unknown>> = {
  "left out": () => undefined,
  nothing: () => null,
  cut: (text) => text.slice(0, -2),
  misspelt: (text) => text.replace(/.$/, (last) => (last === "7" ? "6" : "7")),
  "a number": () => 1,
};

/** What may become of the key that leads to it. */
const RENAMED: Readonly<Record<string, (key: string) => string>> = {
  misspelt: (key) => `${key.slice(0, -1)}x`,
  "in another letter case": (key) => key.toUpperCase(),
};

/** A document with one thing changed, and what that is. */
type Variant = readonly [how: string, json: unknown];

function variantsAt(json: unknown, path: Path): readonly Variant[] {
  const at = path.join(".");
  const around = path.slice(1).map((_, index) => path.slice(0, index + 1));
  const lastKey = path.findLastIndex((step) => typeof step === "string");
  const [holder, key] = [path.slice(0, lastKey), String(path[lastKey])];
  return [
    ...Object.entries(LOSSES).map(
      ([how, change]): Variant => [
        ...([`${at} is ${how}`, changed(json, path, (text) => change(String(text)))] as const),
      ],
    ),
    ...around.map((one): Variant => [`${one.join(".")} is left out`, changed(json, one, () => undefined)]),
    ...Object.entries(RENAMED).map(([how, rename]): Variant => {
      const renamed = changed(json, holder, (object) => {
        const { [key]: value, ...rest } = object as JsonObject;
        return { ...rest, [rename(key)]: value };
      });
      return [`the key of ${at} is ${how}`, renamed];
    }),
  ];
}

const inShapes = (fact: string, shapes: Readonly<Record<string, Shape>>) =>
  Object.entries(shapes).map(([shape, files], number) => ({ files, number, title: `${fact}, in ${shape}` }));

/** Of the changes every third is tried, in each shape other ones; all of them in a long run. */
const EVERY = isLong ? 1 : 3;

describe("a fact that makes a tenant safe", () => {
  for (const [fact, { safe, unsafe, texts, isSafer = () => false, inStacks = [] }] of Object.entries(FACTS)) {
    const stacks = Object.entries(STACK_SHAPES).filter(([shape]) => inStacks.some((one) => shape.includes(one)));
    for (const { files, number, title } of inShapes(fact, { ...GRAPH_SHAPES, ...Object.fromEntries(stacks) })) {
      it(`proves it where the files have it: ${title}`, () => assert.equal(readFrom(files(safe)).kind, "proved"));

      it(`proves nothing where something of it is left out, cut or misspelt: ${title}`, () => {
        const all = files(safe);
        const believed: string[] = [];
        const tried = new Set<string>();
        for (const [index, [name, json]] of all.entries())
          for (const path of pathsTo(json, (text) => texts.includes(text)))
            for (const [how, variant] of variantsAt(json, path)) {
              const place = `${name}: ${how}`;
              if (isSafer(place) || NEVER_READ.test(place) || tried.has(place)) continue;
              tried.add(place);
              if ((tried.size + number) % EVERY !== 0) continue;
              if (readFrom(all.with(index, [name, variant])).kind === "proved") believed.push(place);
            }
        assert.deepEqual(believed, []);
        assert.ok(tried.size > 20, String(tried.size));
      });
    }

    for (const { files, title } of inShapes(fact, GRAPH_SHAPES)) {
      for (const [how, lists] of Object.entries(unsafe))
        it(`proves nothing where ${how}: ${title}`, () => assert.notEqual(readFrom(files(lists)).kind, "proved"));

      it(`proves nothing of a list that is marked as a part, and names it and its file: ${title}`, () => {
        for (const [sign, mark] of Object.entries(MARKS))
          for (const list of Object.keys(safe)) {
            const marked = files(safe, (key, items) => (key === list ? mark(key, items) : {}));
            const { kind, said } = readFrom(marked);
            assert.notEqual(kind, "proved", `${list} with ${sign}`);
            if (kind === "refused") continue;
            assert.ok(said.includes(`"field":"${list}"`), `${list} with ${sign}: ${said}`);
            if (marked.length > 1) assert.ok(said.includes(`${list}.json`), `${list} with ${sign}: ${said}`);
          }
      });
    }
  }

  for (const fact of [
    "everybody is a member of the group that the policy is about",
    "nobody is in the group that the policy excludes",
  ])
    for (const shape of ["a page for each list", "an object in each file", "objects of the PowerShell SDK"])
      it(`proves nothing that nobody vouches for: ${fact}, in ${shape}`, () => {
        const files = GRAPH_SHAPES[shape]?.(FACTS[fact]?.safe ?? {}) ?? [];
        assert.notEqual(readFrom(files, false).kind, "proved");
      });
});
