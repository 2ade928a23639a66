import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import { aPolicy, aRoleOf, aTenant, GLOBAL_ADMINISTRATOR, groupId, guests, people, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { readComparison, readVerdicts } from "./verdict-schema";

const NEXT = { "@odata.nextLink": "https://graph.example/next" };

type Lists = Readonly<Record<string, unknown>>;
interface Case {
  readonly key: string;
  readonly policy: object;
  /** The lists as they are, by which somebody gets in. */
  readonly whole: Lists;
  /** What is left of the list: taken for the whole of it, nobody would. */
  readonly part: readonly unknown[];
}

const inGroup = (...members: readonly unknown[]) => ({ id: groupId(1), displayName: "Some", members });

const ofGroup = aPolicy({ users: { includeUsers: [], includeGroups: [groupId(1)] } });
const leavingOutRole = aPolicy({ users: { excludeRoles: [GLOBAL_ADMINISTRATOR] } });
const roleAssignments = [aRoleOf(userId(1))];

const CASES: readonly Case[] = [
  {
    key: "users",
    policy: ofGroup,
    part: people(2),
    whole: { users: people(3), groups: [inGroup(userId(1), userId(2))] },
  },
  { key: "roleAssignments", policy: leavingOutRole, whole: { roleAssignments }, part: [] },
  {
    key: "roleEligibilitySchedules",
    policy: leavingOutRole,
    part: [],
    whole: { roleAssignments: [], roleEligibilitySchedules: roleAssignments },
  },
  {
    key: "groups",
    policy: aPolicy({ users: { excludeGroups: [groupId(1)] } }),
    whole: { groups: [inGroup({ id: groupId(2) }), { id: groupId(2), members: [{ id: userId(1) }] }] },
    part: [inGroup({ id: groupId(2) })],
  },
];

/** Each way to say that a list isn't whole. */
const WAYS: Readonly<Record<string, (key: string, part: readonly unknown[]) => Lists>> = {
  "a page of it with a next one": (key, value) => ({ [key]: { value, ...NEXT } }),
  "a link to its next page beside it": (key, list) => ({ [key]: list, [`${key}@odata.nextLink`]: "x" }),
  "the file saying why not all of it was read": (key, list) => ({
    [key]: list,
    notRead: [{ key, why: "page 3 broke off", role: "Some.Read.All" }],
  }),
  "its name in capitals under `notRead`": (key, list) => ({ [key]: list, notRead: [key.toUpperCase()] }),
  "the file saying that of a part that isn't known here": (key, list) => ({
    [key]: list,
    notRead: { value: [{ key, part: "later" }] },
  }),
};

/** Outsiders have no object, so no policy by group or role is about them: they need one of their own. */
const TYPES = guests("b2bDirectConnectUser,otherExternalUser,serviceProvider");
const OUTSIDERS = aPolicy({ id: "e-9", users: { includeUsers: [], includeGuestsOrExternalUsers: TYPES } });

describe("of a list that is there in part", () => {
  const files = suiteFolder();
  const verdictOn = async (tenant: object) => {
    const { out, status } = await recordedRun(["prove", "--format", "json", files.write("tenant.json", tenant)]);
    const [verdict = assert.fail(out)] = readVerdicts(out);
    return { ...verdict, status };
  };
  const changeBetween = async (before: object, after: object) => {
    const [one, other] = [files.write("before.json", before), files.write("after.json", after)];
    const { out, status } = await recordedRun(["diff", "--format", "json", one, other]);
    return { ...readComparison(out), status };
  };
  const auditOf = async (tenant: object) =>
    JSON.parse((await recordedRun(["audit", "--format", "json", files.write("tenant.json", tenant)])).out);

  for (const { key, policy, whole, part } of CASES)
    describe(`such as ${key}`, () => {
      const policies = [policy, OUTSIDERS];
      const open = aTenant(policies, whole);
      const asIfWhole = aTenant(policies, { ...whole, [key]: part });

      it("would be decided otherwise if the part were all, but for groups", async () => {
        // A member that is in no list may be a group, whatever the list of groups says of itself.
        const expected = key === "groups" ? "bypass" : "proved";
        assert.deepEqual([(await verdictOn(open)).verdict, (await verdictOn(asIfWhole)).verdict], ["bypass", expected]);
      });

      for (const [name, inPart] of Object.entries(WAYS)) {
        const inPartOnly = aTenant(policies, { ...whole, ...inPart(key, part) });

        it(`somebody whom the rest may have gets in, with ${name}`, async () => {
          const { verdict, incomplete, status, unknowns } = await verdictOn(inPartOnly);
          assert.deepEqual([verdict, incomplete, status], ["bypass", true, 1]);
          assert.ok(unknowns.some(({ field, policy }) => field === key && policy === ""));
        });

        it(`no audit is compliant, with ${name}`, async () => {
          const { outcome, steps } = await auditOf(inPartOnly);
          assert.deepEqual([outcome === "compliant", steps[0].answer], [false, "unknown"]);
        });

        it(`no change is reported to open nothing, with ${name} on either side`, async () => {
          for (const [before, after] of [
            [inPartOnly, open],
            [asIfWhole, inPartOnly],
            [inPartOnly, inPartOnly],
          ] as const) {
            const { comparison, status } = await changeBetween(before, after);
            assert.deepEqual([comparison === "equivalent", status], [false, 1]);
          }
        });

        if (key !== "users")
          it(`nobody is reported to be stopped, with ${name}`, async () => {
            const file = files.write("tenant.json", inPartOnly);
            const { out } = await recordedRun(["explain", "--user", userId(1), "--format", "json", file]);
            assert.equal(JSON.parse(out).outcome, "depends");
          });
      }
    });

  for (const key of ["policies", "namedLocations", "authenticationStrengthPolicies"])
    for (const [name, inPart] of Object.entries(WAYS))
      it(`such as ${key} nothing is proved either, with ${name}`, async () => {
        const lists: Lists = { policies: [ofGroup], namedLocations: [], authenticationStrengthPolicies: [] };
        const tenant = aTenant([aPolicy()], inPart(key, lists[key] as readonly unknown[]));
        const { verdict, incomplete } = await verdictOn(tenant);
        const [{ outcome }, { status }] = [await auditOf(tenant), await changeBetween(tenant, tenant)];
        assert.deepEqual([verdict, incomplete, outcome === "compliant", status], ["unknown", true, false, 1]);
      });

  it("such as users, nobody knows of how many people some are", async () => {
    const tenant = aTenant([leavingOutRole], { roleAssignments, users: { value: [], ...NEXT } });
    const { out } = await recordedRun(["prove", files.write("tenant.json", tenant)]);
    assert.match(out, /At least 1 person can/);
  });

  for (const [name, group] of [
    ["a page of them", { id: groupId(1), members: { value: [], ...NEXT } }],
    ["a link beside them", { id: groupId(1), members: [], "members@odata.nextLink": "x" }],
    ["none", { id: groupId(1) }],
  ] as const)
    it(`such as a group's members, an exclusion may hold anybody: ${name}`, async () => {
      const tenant = aTenant([aPolicy({ users: { excludeGroups: [groupId(1)] } })], { groups: [group] });
      assert.equal((await verdictOn(tenant)).verdict, "bypass");
      assert.equal((await auditOf(tenant)).outcome, "not compliant");
    });

  for (const part of ["members", "owners"])
    it(`such as groups, nothing is proved where some are said not to be known: ${part}`, async () => {
      const users = { excludeGroups: [groupId(1)] };
      const notRead = [{ key: "groups", part }];
      const tenant = aTenant([aPolicy({ users })], { groups: [inGroup()], notRead });
      assert.equal((await verdictOn(tenant)).verdict, "unknown");
    });

  it("an entry that names nothing is an error, since nobody can tell what isn't known", async () => {
    const tenant = aTenant([aPolicy()], { notRead: [{ why: "no key" }, 7] });
    const { status, err } = await recordedRun(["prove", files.write("tenant.json", tenant)]);
    assert.equal(status, 2);
    assert.match(err, /notRead\[0\]: must be the key that (.|\n)*notRead\[1\]: must be the key that .*, not a number/);
  });
});
