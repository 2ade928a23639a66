import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { openDirectory, type Tenant, type TenantOptions } from "../../../sandbox/tenant";
import type { GraphObject } from "../../../sandbox/tenant/json";
import { seedTenant } from "../../../sandbox/tenant/seed";
import { COLLECTIONS, GRAPH_KEYS, type GraphKey } from "../../../src/tenant/graph/collections";
import { readEvidence, readTenant } from "../../../src/tenant/graph/tenant";
import { prove } from "../../../src/verifier/prove";
import { aPolicy } from "../../cli/a-tenant";
import { temporaryFolder } from "../../temporary-folder";
import { azmfaOfALocalTenant, refuse } from "./azmfa-of-a-local-tenant";

const POLICIES = "/identity/conditionalAccess/policies";
describe("azmfa snapshot", () => {
  const folder = temporaryFolder();
  const at = (name = "tenant.json") => join(folder.path, name);

  const snapshot = (options: Partial<TenantOptions> = {}, out = at(), prepare?: (tenant: Tenant) => Promise<void>) =>
    azmfaOfALocalTenant(["snapshot", "--out", out], options, prepare);

  const written = () => JSON.parse(readFileSync(at(), "utf8"));

  it("writes all of a tenant down that decides about sign-ins, page by page, for its owner alone, as an audit asks", async () => {
    const said = await snapshot({ pageSize: 4 });
    assert.deepEqual([said.status, said.stdout], [0, ""], said.stderr);
    assert.equal(statSync(at()).mode & 0o777, 0o600);
    const file = written();
    assert.deepEqual(Object.keys(file), [
      ...["source", "readAt", "policies", "namedLocations", "authenticationStrengthPolicies", "users"],
      ...["roleAssignments", "roleEligibilitySchedules", "groups"],
      ...["organization", "securityDefaults", "conditionalAccessSettings", "subscribedSkus", "roleDefinitions"],
      ...["userRegistrationDetails", "accessReviews", "directoryAudits", "notRead"],
    ]);
    assert.deepEqual([file.policies.length, file.users.length, file.roleAssignments.length], [4, 31, 8]);
    assert.ok(file.users.every((user: object) => "accountEnabled" in user && "userType" in user));
    assert.ok(readTenant(file).ok);
    const { notRead, readAt, plannedBy, ...evidence } = readEvidence(file);
    assert.ok(Object.values(evidence).every(({ kind }) => kind === "known"));
    assert.deepEqual([notRead, plannedBy, Date.parse(readAt ?? "") > 0], [[], undefined, true]);
  });

  it("counts members of a group that may make a role active as excluded by a policy that excludes the role", async () => {
    const seeded = seedTenant();
    const [admins = assert.fail()] = seeded.groups.filter(({ object }) => object["displayName"] === "Admins");
    const [eligible = assert.fail()] = seeded.roleEligibilitySchedules;
    const roleEligibilitySchedules = [{ ...eligible, principalId: admins.object.id }];
    await snapshot({ seed: { ...seeded, roleAssignments: [], roleEligibilitySchedules } });
    const file = written();
    const [policy] = file.policies;
    policy.conditions.users.excludeRoles = [eligible["roleDefinitionId"]];
    const read = readTenant({ ...file, policies: [{ ...policy, state: "enabled" }] });
    assert.ok(read.ok);
    const { users = [] } = prove(read.tenant).uncovered;
    assert.ok(admins.members.every((id) => users.some((user) => user === id.toLowerCase())));
  });

  it("says of each holder of a role what it is", async () => {
    const seed = seedTenant();
    const [first = assert.fail()] = seed.roleAssignments;
    const principalId = "ffffffff-0000-4000-8000-000000000001";
    const application = { ...first, id: "assignment-of-an-application", principalId };
    const users = seed.users.map((user) =>
      user.id === first["principalId"] ? { ...user, identityParentId: principalId } : user,
    );
    await snapshot({ seed: { ...seed, users, roleAssignments: [...seed.roleAssignments, application] } });
    const types: readonly { principalType: string }[] = written().roleAssignments;
    const said = types.map(({ principalType }) => principalType).join(" ");
    assert.equal(said, "AgentUser User User User User User Group User ServicePrincipal");
  });

  it("doesn't say what a holder of a role is where it might be a group that may not be read", async () => {
    const roles = ["Policy.Read.All", "User.Read.All", "RoleManagement.Read.Directory"];
    await snapshot({ roles });
    const { roleAssignments, source } = written();
    assert.ok(roleAssignments.length > 0);
    assert.ok(roleAssignments.every((held: object) => !("principalType" in held)));
    assert.ok(source.whole.includes("users") && !source.whole.includes("groups"));
    assert.ok(source.denied.includes("groups") && !source.denied.includes("users"));
  });

  it("has the groups that a policy includes or excludes, the groups inside them, and no others", async () => {
    const groupId = (number: number): string => `cccccccc-2222-4000-8000-0000000000${String(number).padStart(2, "0")}`;
    const [engineering, platform, developers, finance] = [groupId(1), groupId(2), groupId(3), groupId(10)];
    const users = { includeUsers: [], includeGroups: [engineering], excludeGroups: [finance] };
    await snapshot({}, undefined, (tenant) =>
      openDirectory(tenant).patch("policies", "cccccccc-4444-4000-8000-000000000002", { conditions: { users } }),
    );
    const groups: readonly { id: string; displayName: string; members: readonly { id: string }[] }[] = written().groups;
    const names = groups.map(({ displayName }) => displayName).toSorted();
    assert.deepEqual(names, ["Admins", "Developers", "Engineering", "Finance", "Platform team"]);
    const { members = [] } = groups.find(({ id }) => id === engineering) ?? {};
    assert.deepEqual(
      members,
      [platform, developers].map((id) => ({ "@odata.type": "#microsoft.graph.group", id })),
    );
  });

  it("leaves out what may not be read, and names the role", async () => {
    const { status, stderr } = await snapshot({ roles: ["Policy.Read.All"] });
    assert.equal(status, 0, stderr);
    const keys = "source readAt policies namedLocations authenticationStrengthPolicies securityDefaults notRead";
    assert.equal(Object.keys(written()).join(" "), keys);
    const gaps: readonly { key: string; role?: string }[] = written().notRead;
    const roleOf = (key: GraphKey) => [key, COLLECTIONS[key].question.role];
    const unread = GRAPH_KEYS.filter((key) => COLLECTIONS[key].question.role !== "Policy.Read.All");
    assert.deepEqual(gaps.map(({ key, role }) => [key, role]).toSorted(), unread.map(roleOf).toSorted());
    assert.match(stderr, /not read: the users could not be read.*\n {2}help: .* role User\.Read\.All/);
    assert.match(stderr, /RoleManagement\.Read\.Directory/);
  });

  for (const [name, options] of [
    ["the policies may not be read", { roles: ["User.Read.All"] }],
    ["the policies can't be read", { faults: [refuse(POLICIES, 400)] }],
    ["a list breaks off", { faults: [refuse("/users", 400)], pageSize: 4 }],
  ] as const)
    it(`writes nothing when ${name}`, async () => {
      folder.write("tenant.json", "the former one");
      const { status, stderr } = await snapshot(options);
      assert.equal(status, 2);
      assert.match(stderr, /^azmfa snapshot: the (users|Conditional Access policies).* could not be read/m);
      assert.equal(readFileSync(at(), "utf8"), "the former one");
    });

  it("writes to standard output", async () => {
    const { status, stdout, stderr } = await snapshot({}, "-");
    assert.equal(status, 0, stderr);
    assert.ok(readTenant(JSON.parse(stdout)).ok);
    assert.match(stderr, /the tenant is in standard output/);
    assert.deepEqual(readdirSync(folder.path), []);
  });

  it("writes to a device without taking its place", async () => {
    const { status } = await snapshot({}, "/dev/null");
    assert.deepEqual([status, statSync("/dev/null").isCharacterDevice()], [0, true]);
  });

  it("doesn't take a group that hides its members for an empty one, and names the role that is missing", async () => {
    const seeded = seedTenant();
    const isPerson = (id: string) => seeded.users.some((user) => user.id === id);
    const [group = assert.fail()] = seeded.groups.filter(({ members }) => members.some(isPerson));
    const hiding = { ...group, object: { ...group.object, visibility: "HiddenMembership" } };
    const policy = aPolicy({ users: { excludeGroups: [group.object.id] } }) as GraphObject;
    const { stderr } = await snapshot({ seed: { ...seeded, groups: [hiding], policies: [policy] } });
    const read = readTenant(written());
    assert.ok(read.ok);
    assert.equal(prove(read.tenant).kind, "bypass");
    const [shown = assert.fail()] = read.tenant.groups?.values() ?? [];
    assert.equal(shown.members, undefined);
    assert.deepEqual(readEvidence(written()).notRead, []);
    assert.match(stderr, /the members of the group .* are hidden\n {2}help: .*Member\.Read\.Hidden/);
  });
});
