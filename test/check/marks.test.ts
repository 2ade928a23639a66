import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { check, Refused } from "../../check/check-certificate";
import type { Exemption } from "../../src/law/model/register";
import { readTenant } from "../../src/tenant/graph/tenant";
import { certify } from "../../src/verifier/certificate/certificate";
import { prove } from "../../src/verifier/prove";
import { LABELLED_CASES } from "../cases/labelled-cases";
import {
  addresses,
  aPolicy,
  aRoleOf,
  aTenant,
  countries,
  filtered,
  groupId,
  guests,
  inside,
  outside,
  people,
  GLOBAL_ADMINISTRATOR as ROLE,
  userId,
} from "../cli/a-tenant";
import { exemptionsOf } from "../verifier/builders/verdict-on";
import { read } from "../verifier/generated/read";
import { core, sealed } from "./sealed";

const ONE = "eeeeeeee-0000-4000-8000-000000000001";
const OTHER = "eeeeeeee-0000-4000-8000-000000000002";
const STRANGER = "bbbbbbbb-0000-4000-8000-000000000001";

type Json = { readonly [key: string]: unknown };

const mfa = (id: string, users: object, grant = {}) => aPolicy({ id, displayName: id, users, ...grant });
const typed = (id: string, type: string) => ({ "@odata.type": `#microsoft.graph.${type}`, id });
const outsiders = mfa(OTHER, {
  includeUsers: [],
  includeGuestsOrExternalUsers: guests("b2bDirectConnectUser,otherExternalUser,serviceProvider"),
});
const holders = [1, 2].map((number) => aRoleOf(userId(number)));
const strength = { id: STRANGER, requirementsSatisfied: "mfa", allowedCombinations: ["fido2"] };

/** Tenants that are proved. */
const SAFE = {
  "all but a group that is empty": aTenant([mfa(ONE, { excludeGroups: [groupId(1)] })], {
    groups: [{ id: groupId(1), members: [] }],
  }),
  "the members of a group": aTenant([mfa(ONE, { includeUsers: [], includeGroups: [groupId(1)] }), outsiders], {
    groups: [{ id: groupId(1), members: people(2).map((one) => typed((one as { id: string }).id, "user")) }],
  }),
  "the holders of a role": aTenant([mfa(ONE, { includeUsers: [], includeRoles: [ROLE] }), outsiders], {
    roleAssignments: holders,
  }),
  "all but the holders of a role": aTenant([mfa(ONE, { excludeRoles: [ROLE] })]),
  "all but guests": aTenant([
    mfa(ONE, { excludeGuestsOrExternalUsers: guests("b2bCollaborationGuest,b2bCollaborationMember") }),
  ]),
  "everybody, by a strength": aTenant(
    [mfa(ONE, {}, { grantControls: { operator: "OR", builtInControls: [], authenticationStrength: strength } })],
    { authenticationStrengthPolicies: [strength] },
  ),
  "everybody, with the same person twice and a location that no core needs": aTenant([mfa(ONE, {})], {
    users: [...people(2), ...people(1)],
    namedLocations: [{ ...addresses(groupId(7), []), DisplayName: "x" }],
  }),
} as const;

/** What a file may say that makes such a tenant one that isn't proved: at a path, keys with values. */
const MARKS: readonly (readonly [tenant: keyof typeof SAFE, path: string, ...said: readonly Json[]])[] = [
  [
    "all but a group that is empty",
    "",
    { "groups@odata.count": 2 },
    { "groups@delta": [] },
    { "users@odata.deltaLink": "x" },
    ...["filter", "search", "top", "skip"].map((option) => ({
      "users@odata.context": `https://graph.microsoft.com/v1.0/$metadata#users?$${option}=1`,
    })),
    { users: { value: people(2), "odata.nextLink": "x" } },
    { users: [...people(2), { ...people(3)[2], deletedDateTime: "2026-01-01T00:00:00Z" }] },
    { source: { whole: ["policies", "users", "groups"], denied: ["groups"] } },
  ],
  [
    "all but a group that is empty",
    "groups.0",
    { "@removed": { reason: "deleted" } },
    { deletedDateTime: "2026-01-01T00:00:00Z" },
    { visibility: "HiddenMembership" },
    { "members@odata.count": 1 },
    { "members@delta": [] },
    { members: [userId(1)] },
    { transitiveMembers: [typed(userId(1), "user")] },
    { members: [{ id: STRANGER }] },
    { members: [{ id: "person-1@contoso.example" }] },
    { members: [typed(userId(1), "device")] },
    { members: [{ ...typed(STRANGER, "device"), "@removed": {} }] },
  ],
  ["the members of a group", "groups.0.members.0", { "@removed": {} }, { deletedDateTime: "2026-01-01" }],
  [
    "the holders of a role",
    "roleAssignments.0",
    { status: "Revoked" },
    { resourceScope: "/administrativeUnits/1" },
    { appScopeId: "/" },
    { assignmentType: "Other" },
    { roleDefinition: { isBuiltIn: false } },
    { roleDefinition: { templateId: STRANGER } },
  ],
  [
    "the holders of a role",
    "",
    {
      roleAssignments: [
        ...holders.map((one, at) => ({ ...one, id: `${at}` })),
        { ...holders[0], id: "0", directoryScopeId: "/administrativeUnits/1" },
      ],
    },
    { roleDefinitions: [{ id: ROLE, templateId: ROLE, isBuiltIn: "no" }] },
  ],
  [
    "all but the holders of a role",
    "",
    {
      roleAssignments: [{ principalId: userId(1), roleDefinitionId: STRANGER, roleDefinition: { templateId: ROLE } }],
    },
    { roleAssignments: [{ principalId: "person-1@contoso.example", roleDefinitionId: ROLE }] },
    { roleAssignments: [{ principalId: userId(1), roleDefinitionId: "Global Administrator" }] },
    { directoryRoles: [{ id: STRANGER, roleTemplateId: ROLE, members: [{ id: userId(1) }] }] },
  ],
  [
    "all but guests",
    "users.0",
    { userPrincipalName: "x%23EXT%23@contoso.example", userType: "Guest" },
    { userPrincipalName: null, userType: "Guest" },
    { creationType: "Invitation" },
    { externalUserState: "Accepted" },
  ],
  [
    "everybody, by a strength",
    "policies.0.grantControls.authenticationStrength",
    { deletedDateTime: "2026-01-01T00:00:00Z" },
  ],
  [
    "everybody, by a strength",
    "policies.0.conditions.users",
    { "excludeUsers@odata.nextLink": "x" },
    { "excludeUsers@delta": [] },
    { includeUsers: ["all"] },
    { excludegroups: null },
  ],
  ["all but guests", "policies.0.grantControls", { builtInControls: ["MFA"] }, { operator: "" }],
  ["all but guests", "policies.0", { partialEnablementStrategy: [] }, { displayName: 7 }, { State: "enabled" }],
  ["all but guests", "policies.0.conditions", { clientApplications: [] }, { signInRiskLevels: "" }],
  [
    "all but guests",
    "",
    ...[{ notRead: {} }, { source: [] }, { roleAssignments: [{}] }],
    ...[5, {}, { value: 5 }, [5], [{}], [null], { value: [{ id: 5 }] }].map((members) => ({
      groups: [{ id: groupId(1), members }],
    })),
  ],
  ["all but a group that is empty", "users.0", { memberOf: [typed(groupId(1), "group")] }],
  ["all but guests", "users.0", { "@removed": [] }, { deletedDateTime: [] }, { userType: 7 }],
];

function marked(json: unknown, path: readonly string[], said: Json): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return { ...(json as Json), ...said };
  const inner = marked((json as Json)[step], rest, said);
  return Array.isArray(json) ? json.with(Number(step), inner) : { ...(json as Json), [step]: inner };
}

const isProved = (tenant: unknown): boolean => {
  const read = readTenant(tenant);
  return read.ok && prove(read.tenant).kind === "proved";
};

/** Whether the checker takes a certificate that says: each of the first policies stops everything. */
function isTaken(tenant: unknown, cores: number): boolean {
  const text = JSON.stringify(tenant);
  const claim = { cores: [ONE, OTHER].slice(0, cores).map((id) => core({ [id]: {} })) };
  try {
    return check(Buffer.from(text), Buffer.from(sealed(text, claim))).length > 0;
  } catch (error) {
    assert.ok(error instanceof Refused, String(error));
    return false;
  }
}

describe("a certificate of a tenant file that has only a part, or something that is gone", () => {
  for (const [about, tenant] of Object.entries(SAFE))
    it(`is valid as long as the file doesn't say so, of ${about}`, () => {
      assert.ok(isProved(tenant));
      assert.ok(isTaken(tenant, (tenant as { policies: readonly unknown[] }).policies.length));
    });

  for (const [about, path, ...all] of MARKS)
    for (const said of all)
      it(`is refused, as nothing is proved, of ${about} with ${path} ${JSON.stringify(said)}`, () => {
        const safe = SAFE[about];
        const tenant = marked(safe, path === "" ? [] : path.split("."), said);
        assert.equal(isProved(tenant), false);
        assert.equal(isTaken(tenant, (safe as { policies: readonly unknown[] }).policies.length), false);
      });
});

describe("a certificate that azmfa writes", () => {
  const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");
  const certified = (json: object, exempt: readonly Exemption[] = []): readonly string[] => {
    const bytes = Buffer.from(JSON.stringify(json));
    const text = certify(read(json), { bytes, sha256, on: "2026-11-27", exempt, assumed: [] });
    assert.ok(text !== undefined);
    return check(bytes, Buffer.from(text));
  };

  for (const { name, expected, tenant, exempt } of LABELLED_CASES)
    if (expected === "proved")
      it(`is valid of the labelled case ${name}`, () =>
        assert.match(certified(tenant, exemptionsOf(exempt)).join("\n"), /^valid/));

  it("is valid of a policy without an id", () => {
    const { id: _id, ...policy } = mfa(ONE, {}) as Json;
    assert.match(certified(aTenant([policy])).join("\n"), /#0/);
  });

  const both = (is: string, equals: string) => `(device.isCompliant ${is} True -and device.model ${equals} "a")`;
  const split = (is: string) => filtered("include", `${both(is, "-eq")} -or ${both(is, "-ne")}`);
  const roleOf = (principalId: string) => ({ principalId, roleDefinitionId: ROLE, assignmentType: "Eligible" });
  const FOREIGN = { includeUsers: ["GuestsOrExternalUsers"] };
  const excluding = (users: object) => mfa(ONE, { includeUsers: ["All"], ...users });
  const pair = (...conditions: readonly object[]) =>
    aTenant(conditions.map((one, at) => aPolicy({ id: [ONE, OTHER, STRANGER][at] ?? "", conditions: one })));

  for (const [what, tenant] of [
    [
      "a device that isn't compliant, and one that is",
      pair(filtered("include", "device.isCompliant -ne False"), filtered("include", "device.isCompliant -eq False")),
    ],
    [
      "the opposite of a comparison",
      pair(filtered("include", 'device.model -eq "x"'), filtered("include", 'device.model -ne "x"')),
    ],
    [
      "a text that begins with another",
      pair(filtered("include", 'device.model -startsWith "a"'), filtered("exclude", 'device.model -startsWith "ab"')),
    ],
    [
      "labels",
      pair(...(["include", "exclude"] as const).map((mode) => filtered(mode, 'device.systemLabels -contains "a"'))),
    ],
    [
      "a role that a group which isn't known may make active, and somebody as well",
      aTenant([excluding({ excludeRoles: [ROLE] }), mfa(OTHER, { includeUsers: [], includeRoles: [ROLE] })], {
        groups: [{ id: groupId(1) }],
        roleAssignments: [roleOf(groupId(1)), roleOf(userId(1))],
      }),
    ],
    [
      "a group inside another that nobody listed",
      aTenant(
        [excluding({ excludeGroups: [groupId(1)] }), mfa(OTHER, { includeUsers: [], includeGroups: [groupId(2)] })],
        { groups: [{ id: groupId(1), members: [typed(groupId(2), "group")] }] },
      ),
    ],
    [
      "somebody whom a policy names for certain, and others whom it may name",
      aTenant(
        [
          excluding({ excludeGroups: [groupId(1)] }),
          mfa(OTHER, { includeUsers: [], includeGroups: [groupId(1), groupId(2)] }),
        ],
        { groups: [{ id: groupId(1) }, { id: groupId(2), members: [typed(userId(2), "user")] }], users: people(3) },
      ),
    ],
    ["devices that two attributes distinguish", pair(split("-eq"), split("-ne"))],
    ["every device", pair(filtered("exclude", 'device.model -eq "x" -or device.model -ne "x"'), {})],
    [
      "times and switches in another form than Graph's",
      aTenant([{ ...mfa(ONE, {}), createdDateTime: 5, sessionControls: { signInFrequency: { isEnabled: "x" } } }]),
    ],
    ["a group whose name is no text", aTenant([mfa(ONE, {})], { groups: [{ id: groupId(1), displayName: 7 }] })],
    ["what says nothing", pair({ applications: { includeApplications: ["All"], new: {} }, "a@microsoft.b": 1 })],
    ["a policy that isn't needed and has an odd key", aTenant([mfa(ONE, {}), { ...mfa(OTHER, {}), State: "enabled" }])],
  ] as const)
    it(`is valid of ${what}`, () => assert.match(certified(tenant).join("\n"), /^valid/));

  it("is valid of no rule that compares what lower case doesn't tell", () => {
    const kelvin = pair(filtered("include", 'device.model -eq "K"'), filtered("exclude", 'device.model -eq "\u212a"'));
    assert.equal(isProved(kelvin), false);
    const text = JSON.stringify(kelvin);
    const box = (value: string) => ({ 'device.model -eq "k"': [value] });
    const forged = sealed(text, { cores: [core({ [ONE]: box("yes"), [OTHER]: box("no") })] });
    assert.throws(() => check(Buffer.from(text), Buffer.from(forged)), /the device rule/);
  });

  it("is valid of a location whose addresses the file has, and of one of countries", () => {
    const namedLocations = [
      addresses(groupId(7), ["192.0.2.0/24"], { isTrusted: true }),
      countries(groupId(8), ["CH"], { includeUnknownCountriesAndRegions: true }),
    ];
    for (const place of [groupId(7), groupId(8), "AllTrusted"]) {
      assert.match(certified({ ...pair(outside(place), inside(place)), namedLocations }).join("\n"), /valid/, place);
    }
  });

  for (const [word, change] of [
    ['"All" in clientAppTypes', { conditions: { clientAppTypes: ["All"] } }],
    ['"ALL" in includePlatforms', { conditions: { platforms: { includePlatforms: ["ALL"] } } }],
    ['"None" in signInRiskLevels', { conditions: { signInRiskLevels: ["None", "low", "medium", "high", "hidden"] } }],
    ['"or" in operator', { grantControls: { operator: "or", builtInControls: ["mfa"] } }],
  ] as const)
    it(`is refused with ${word}, which Graph doesn't write in these letters`, () => {
      const message = `cores[0]: stops[0]: not checked: ${word} of policy ${ONE} isn't in the letters that Graph writes`;
      assert.throws(() => certified(aTenant([aPolicy({ ...change, id: ONE })])), { message });
    });

  it("is not written where what a policy says of guests isn't understood", () => {
    const odd = mfa(ONE, { excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 5 } });
    assertUnwritten(aTenant([odd, mfa(OTHER, FOREIGN)]));
  });

  function assertUnwritten(json: object): void {
    const tenant = read(json);
    assert.equal(prove(tenant).kind, "proved");
    const file = { bytes: Buffer.from(""), sha256, on: "2026-11-27", exempt: [], assumed: [] };
    assert.equal(certify(tenant, file), undefined);
  }

  it("is not written where the proof rests on how locations lie to each other", () => {
    const namedLocations = [addresses(groupId(7), ["192.0.2.0/24"]), addresses(groupId(8), ["192.0.2.0/25"])];
    assertUnwritten({ ...pair(outside(groupId(8)), inside(groupId(7))), namedLocations });
  });
});
