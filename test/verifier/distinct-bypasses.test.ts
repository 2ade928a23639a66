import assert from "node:assert/strict";
import { directory } from "../../bench/shapes/directory";
import { peoplePlacesDevices, withoutMembers } from "../../bench/shapes/slow";
import baseline from "../../samples/baseline.json";
import { prove } from "../../src/verifier/prove";
import { addresses, aRoleOf, GLOBAL_ADMINISTRATOR } from "../cli/a-tenant";
import type { Said } from "./builders/a-tenant";
import { verdictOn } from "./builders/verdict-on";
import { read } from "./generated/read";

const OFFICE = "f0f0f0f0-0000-4000-8000-000000000001";
const GROUP = "dddddddd-0000-4000-8000-000000000001";
const CARER = "bbbbbbbb-0000-4000-8000-000000000009";

const namedLocations = [addresses(OFFICE, ["198.51.100.0/24"], { displayName: "Office" })];

/** Conditions that each leave a hole, by the reason that is given for it, in the order of the reasons. */
const NARROWING = {
  users: { users: { includeUsers: ["All"], excludeUsers: [CARER] } },
  clientAppTypes: { clientAppTypes: ["browser"] },
  platforms: { platforms: { includePlatforms: ["all"], excludePlatforms: ["linux"] } },
  locations: { locations: { includeLocations: [OFFICE] } },
  devices: { devices: { deviceFilter: { mode: "exclude", rule: "device.isCompliant -eq True" } } },
  signInRisk: { signInRiskLevels: ["high"] },
  userRisk: { userRiskLevels: ["medium", "high"] },
  insiderRisk: { insiderRiskLevels: "elevated" },
  authenticationFlows: { authenticationFlows: { transferMethods: "deviceCodeFlow" } },
} as const;

type Narrowed = keyof typeof NARROWING;

const narrowedBy = (reasons: readonly Narrowed[]): Said => ({
  conditions: Object.assign({}, ...reasons.map((reason) => NARROWING[reason])),
});

function reasonsGiven(...policies: readonly (readonly Narrowed[])[]): readonly string[] {
  const { bypasses: holes } = verdictOn({
    policies: policies.map(narrowedBy),
    namedLocations,
    users: [{ id: CARER, userPrincipalName: "carer@contoso.example", userType: "Member" }, ...OTHERS],
    groups: [],
    roleAssignments: [],
  });
  return holes.map(({ because }) => because.map(({ reason }) => reason).join(" ")).sort();
}

const OTHERS = [
  { id: "bbbbbbbb-0000-4000-8000-00000000000a", userPrincipalName: "reader@contoso.example", userType: "Member" },
];

const ALL = Object.keys(NARROWING) as Narrowed[];

describe("the holes that are shown", () => {
  it("are one for each condition of a policy that lets somebody through, however many it has", () => {
    assert.deepEqual(reasonsGiven(ALL), ALL.toSorted());
  });

  for (const [at, later] of ALL.entries())
    for (const earlier of ALL.slice(0, at))
      it(`are two for a policy with a hole by ${earlier} and one by ${later}`, () => {
        assert.deepEqual(reasonsGiven([earlier, later]), [earlier, later].sort());
      });

  it("are all pairs of reasons of two policies that can go together", () => {
    assert.deepEqual(reasonsGiven(["platforms", "signInRisk"], ["locations", "userRisk"]), [
      "platforms locations",
      "platforms userRisk",
      "signInRisk locations",
      "signInRisk userRisk",
    ]);
  });

  it("are each described by the condition that fails, whatever else is open", () => {
    const { bypasses: holes } = verdictOn({ policies: [narrowedBy(["clientAppTypes", "platforms", "userRisk"])] });
    const widths = Object.fromEntries(holes.map(({ because, alsoTrueFor }) => [because[0]?.reason, alsoTrueFor]));
    const dimensions = ["clientApp", "platform", "network", "device", "signInRisk", "userRisk", "insiderRisk"] as const;
    const everything = Object.fromEntries([...dimensions, "authenticationFlow"].map((one) => [one, "any"]));
    const { platform: _, ...withoutPlatform } = everything; // Linux alone, which is the sign-in's own
    assert.deepEqual(widths, {
      clientAppTypes: {
        ...everything,
        clientApp: ["mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"],
      },
      platforms: withoutPlatform,
      userRisk: { ...everything, userRisk: ["none", "low", "hidden"] },
    });
  });

  it("don't list a person for whom one depends on what isn't known with people for whom it doesn't", () => {
    const GUEST = "bbbbbbbb-0000-4000-8000-00000000000b";
    const guest = { id: GUEST, userPrincipalName: "guest_fabrikam.example#EXT#@contoso.example", userType: "Guest" };
    const guests = { includeUsers: ["GuestsOrExternalUsers"], excludeGroups: [GROUP] };
    const { bypasses: holes } = verdictOn({
      policies: [
        {
          conditions: {
            users: { includeUsers: ["All"], excludeUsers: ["GuestsOrExternalUsers"] },
            insiderRiskLevels: "minor",
          },
        },
        { conditions: { users: guests } },
      ],
      users: [guest, ...OTHERS],
    });
    const whom = holes.map(({ people, hangsOn }) => [people, hangsOn.map(({ kind }) => kind)]);
    assert.deepEqual(whom, [
      [OTHERS.map(({ id }) => id), []],
      [[GUEST], ["group"]],
    ]);
  });

  it("are listed once, although members and guests come the same way", () => {
    const ways = prove(read(baseline)).bypasses.map(({ because, others }) =>
      JSON.stringify([because.map(({ reason }) => reason), others]),
    );
    assert.equal(new Set(ways).size, ways.length);
  });

  it("name a group once by which somebody is left out twice", () => {
    const leaving = (users: object) => ({ conditions: { users: { includeUsers: ["All"], ...users } } });
    const { bypasses: holes } = verdictOn({
      policies: [leaving({ excludeGroups: [GROUP] }), leaving({ excludeRoles: [GLOBAL_ADMINISTRATOR] })],
      users: OTHERS,
      roleAssignments: [aRoleOf(GROUP, { principalType: "Group", directoryScopeId: "/administrativeUnits/1" })],
    });
    const hangsOn = holes.map((hole) => hole.hangsOn);
    assert.deepEqual(hangsOn, [[{ kind: "group", id: GROUP, policies: 2, holds: true }]]);
  });

  it("depend on nothing where a policy includes and excludes a role that somebody may activate", () => {
    const roles = { includeRoles: [GLOBAL_ADMINISTRATOR], excludeRoles: [GLOBAL_ADMINISTRATOR] };
    const { bypasses: holes } = verdictOn({
      policies: [{ conditions: { users: roles } }],
      users: OTHERS,
      groups: [],
      roleAssignments: [aRoleOf(OTHERS[0]?.id ?? "", { directoryScopeId: "/administrativeUnits/1" })],
    });
    assert.deepEqual(
      holes.flatMap(({ hangsOn }) => hangsOn),
      [],
    );
  });

  describe("where a policy excludes a group without members that is inside a group that it includes", () => {
    const INNER = "dddddddd-0000-4000-8000-000000000002";
    const OTHER = "dddddddd-0000-4000-8000-000000000003";
    const [listed, outside] = [CARER, OTHERS[0]?.id ?? ""];
    const inside = (id: string) => ({ "@odata.type": "#microsoft.graph.group", id });
    const users = { includeGroups: [GROUP], excludeGroups: [INNER] };
    const hanging = (inner: readonly string[], ...more: readonly object[]) =>
      verdictOn({
        policies: [users, ...more].map((one) => ({ conditions: { users: one } })),
        users: [{ id: CARER, userPrincipalName: "carer@contoso.example", userType: "Member" }, ...OTHERS],
        groups: [{ id: GROUP, members: [{ id: CARER }, ...inner.map(inside)] }],
      }).bypasses.flatMap(({ people, hangsOn }) =>
        people.length === 0 ? [] : [[people, hangsOn.map(({ id, holds }) => [id, holds])]],
      );

    it("depend on nothing for people who aren't listed, and on that group for those who are", () => {
      assert.deepEqual(hanging([INNER]), [
        [[outside], []],
        [[listed], [[INNER, true]]],
      ]);
    });

    it("depend on the other groups inside it without that group", () => {
      const everybody = { includeUsers: [listed], includeGroups: [OTHER] };
      assert.deepEqual(hanging([INNER, OTHER], everybody), [[[outside], [[OTHER, false]]]]);
    });
  });
});

describe("the ways in that are listed of many", () => {
  const shape = { seed: 7, policies: 11, users: 6, groups: 4, unread: 80, filter: [2, 3, 3] } as const;
  const { policies, ...rest } = withoutMembers(peoplePlacesDevices(shape));
  assert.ok(Array.isArray(policies));
  /** The ways in, having checked that each tells of the policies in their order in the file. */
  const listed = (some: readonly { readonly id: string }[]) => {
    const tenant = read(JSON.parse(JSON.stringify({ ...rest, policies: some })));
    return prove(tenant).bypasses.map(({ because, ...others }) => {
      assert.deepEqual(
        because.map(({ policy }) => policy),
        some.map(({ id }) => id),
      );
      return { ...others, because: because.toSorted((one, other) => (one.policy < other.policy ? -1 : 1)) };
    });
  };

  it("are the same ones, in the same order, in whatever order the file has the policies", () => {
    const first = listed(policies);
    assert.ok(first.length > 10);
    assert.deepEqual(listed(policies.toReversed()), first);
    assert.deepEqual(listed([...policies.slice(4), ...policies.slice(0, 4)]), first);
  });

  it("are for each of 60,000 people whom one group leaves out, in a few seconds", () => {
    const { users } = directory(60_000, 1);
    const { bypasses: holes } = verdictOn({
      policies: [{ conditions: { users: { includeUsers: ["All"], excludeGroups: [GROUP] } } }],
      users,
      groups: [{ id: GROUP, members: users.map(({ id }) => ({ id })) }],
    });
    assert.equal(holes[0]?.people.length, 60_000);
  }).timeout(12_000);
});
