import assert from "node:assert/strict";
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openDirectory, type Tenant, type TenantOptions } from "../../../sandbox/tenant";
import { seedTenant } from "../../../sandbox/tenant/seed";
import { readEvidence, readTenant } from "../../../src/tenant/graph/tenant";
import { prove } from "../../../src/verifier/prove";
import { azmfaOfALocalTenant, refuse } from "./azmfa-of-a-local-tenant";

const POLICIES = "/identity/conditionalAccess/policies";
describe("azmfa snapshot", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "snapshot-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const snapshot = (
    options: Partial<TenantOptions> = {},
    out = join(folder, "tenant.json"),
    prepare?: (tenant: Tenant) => Promise<void>,
  ) => azmfaOfALocalTenant(["snapshot", "--out", out], options, prepare);

  const written = () => JSON.parse(readFileSync(join(folder, "tenant.json"), "utf8"));

  describe("of a tenant that says everything", () => {
    let out = "";
    let said: Awaited<ReturnType<typeof snapshot>>;
    let file: ReturnType<typeof written>;
    before(async () => {
      out = join(mkdtempSync(join(tmpdir(), "snapshot-")), "tenant.json");
      said = await snapshot({ pageSize: 4 }, out);
      file = JSON.parse(readFileSync(out, "utf8"));
    });
    after(() => rmSync(dirname(out), { recursive: true }));

    it("writes all of a tenant down that decides about sign-ins, page by page, for its owner alone", () => {
      assert.deepEqual([said.status, said.stdout], [0, ""], said.stderr);
      assert.equal(statSync(out).mode & 0o777, 0o600);
      assert.deepEqual(Object.keys(file), [
        ...["source", "readAt", "policies", "namedLocations", "authenticationStrengthPolicies", "users"],
        ...["roleAssignments", "roleEligibilitySchedules", "groups"],
        ...["organization", "securityDefaults", "conditionalAccessSettings", "subscribedSkus", "roleDefinitions"],
        ...["userRegistrationDetails", "accessReviews", "directoryAudits", "notRead"],
      ]);
      assert.deepEqual([file.policies.length, file.users.length, file.roleAssignments.length], [4, 31, 8]);
      assert.ok(file.users.every((user: object) => "accountEnabled" in user && "userType" in user));
      assert.ok(readTenant(file).ok);
    });

    it("has what an audit asks for, as the adapter understands it", () => {
      const evidence = readEvidence(file);
      const { notRead, readAt, plannedBy, ...rest } = evidence;
      assert.equal(plannedBy, undefined);
      assert.deepEqual(
        Object.entries(rest).filter(([, { kind }]) => kind !== "known"),
        [],
      );
      assert.ok(Date.parse(readAt ?? "") > 0);
      assert.deepEqual(notRead, []);
    });
  });

  describe("of a role that a group may make active", () => {
    const seeded = seedTenant();
    const [admins = assert.fail()] = seeded.groups.filter(({ object }) => object["displayName"] === "Admins");
    const [eligible = assert.fail()] = seeded.roleEligibilitySchedules;
    const roleEligibilitySchedules = [{ ...eligible, principalId: admins.object.id }];
    const seed = { ...seeded, roleAssignments: [], roleEligibilitySchedules };

    it("counts its members as excluded by a policy that excludes the role", async () => {
      await snapshot({ seed });
      const file = written();
      const [policy] = file.policies;
      policy.conditions.users.excludeRoles = [eligible["roleDefinitionId"]];
      const read = readTenant({ ...file, policies: [{ ...policy, state: "enabled" }] });
      assert.ok(read.ok);
      const members = admins.members.map((id) => id.toLowerCase());
      const { users = [] } = prove(read.tenant).uncovered;
      assert.ok(members.every((id) => users.some((user) => user === id)));
    });
  });

  it("says of each holder of a role what it is", async () => {
    const seed = seedTenant();
    const [first = assert.fail()] = seed.roleAssignments;
    const application = {
      ...first,
      id: "assignment-of-an-application",
      principalId: "ffffffff-0000-4000-8000-000000000001",
    };
    const users = seed.users.map((user) =>
      user.id === first["principalId"] ? { ...user, identityParentId: application.principalId } : user,
    );
    await snapshot({ seed: { ...seed, users, roleAssignments: [...seed.roleAssignments, application] } });
    const types: readonly { principalType: string }[] = written().roleAssignments;
    assert.deepEqual(
      types.map(({ principalType }) => principalType),
      ["AgentUser", "User", "User", "User", "User", "User", "Group", "User", "ServicePrincipal"],
    );
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
    assert.deepEqual(groups.map(({ displayName }) => displayName).toSorted(), [
      ...["Admins", "Developers", "Engineering", "Finance", "Platform team"],
    ]);
    assert.deepEqual(
      groups.find(({ id }) => id === engineering)?.members.map(({ id }) => id),
      [platform, developers],
    );
  });

  it("leaves out what may not be read, and names the role", async () => {
    const { status, stderr } = await snapshot({ roles: ["Policy.Read.All"] });
    assert.equal(status, 0, stderr);
    assert.deepEqual(Object.keys(written()), [
      ...[
        "source",
        "readAt",
        "policies",
        "namedLocations",
        "authenticationStrengthPolicies",
        "securityDefaults",
        "notRead",
      ],
    ]);
    const gaps: readonly { key: string; role?: string }[] = written().notRead;
    assert.deepEqual(
      gaps.map(({ key, role }) => [key, role]),
      [
        ["users", "User.Read.All"],
        ["roleAssignments", "RoleManagement.Read.Directory"],
        ["roleEligibilitySchedules", "RoleEligibilitySchedule.Read.Directory"],
        ["groups", "GroupMember.Read.All"],
        ["organization", "Organization.Read.All"],
        ["conditionalAccessSettings", "Policy.Read.ConditionalAccess"],
        ["subscribedSkus", "LicenseAssignment.Read.All"],
        ["roleDefinitions", "RoleManagement.Read.Directory"],
        ["userRegistrationDetails", "AuditLog.Read.All"],
        ["accessReviews", "AccessReview.Read.All"],
        ["directoryAudits", "AuditLog.Read.All"],
      ],
    );
    assert.match(stderr, /not read: the users could not be read.*\n {2}help: .* role User\.Read\.All/);
    assert.match(stderr, /RoleManagement\.Read\.Directory/);
  });

  for (const [name, options] of [
    ["the policies may not be read", { roles: ["User.Read.All"] }],
    ["the policies can't be read", { faults: [refuse(POLICIES, 400)] }],
    ["a list breaks off", { faults: [refuse("/users", 400)], pageSize: 4 }],
  ] as const)
    it(`writes nothing when ${name}`, async () => {
      writeFileSync(join(folder, "tenant.json"), "the former one");
      const { status, stderr } = await snapshot(options);
      assert.equal(status, 2);
      assert.match(
        stderr,
        /^azmfa: nothing was written: the (users|Conditional Access policies)( in \/beta)? could not be read/m,
      );
      assert.equal(readFileSync(join(folder, "tenant.json"), "utf8"), "the former one");
    });

  it("writes to standard output", async () => {
    const { status, stdout, stderr } = await snapshot({}, "-");
    assert.equal(status, 0, stderr);
    assert.ok(readTenant(JSON.parse(stdout)).ok);
    assert.match(stderr, /standard output has 4 policies/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("writes to a device, and to the file behind a link, without taking their place", async () => {
    const { status } = await snapshot({}, "/dev/null");
    assert.deepEqual([status, statSync("/dev/null").isCharacterDevice()], [0, true]);
    const [file, link] = [join(folder, "real.json"), join(folder, "link.json")];
    writeFileSync(file, "the former one");
    symlinkSync(file, link);
    await snapshot({}, link);
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.equal(JSON.parse(readFileSync(file, "utf8")).policies.length, 4);
  });

  describe("of a group that hides its members", () => {
    const seeded = seedTenant();
    const isPerson = (id: string) => seeded.users.some((user) => user.id === id);
    const [group = assert.fail()] = seeded.groups.filter(({ members }) => members.some(isPerson));
    const hiding = { ...group, object: { ...group.object, visibility: "HiddenMembership" } };
    const policy = {
      id: "cccccccc-4444-4000-8000-000000000099",
      displayName: "MFA for everybody but those in a group",
      state: "enabled",
      conditions: {
        users: { includeUsers: ["All"], excludeGroups: [group.object.id] },
        applications: { includeApplications: ["All"] },
        clientAppTypes: ["all"],
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    };
    const seed = { ...seeded, groups: [hiding], policies: [policy] };

    it("doesn't take it for an empty one, and names the role that is missing", async () => {
      const { stderr } = await snapshot({ seed });
      const read = readTenant(written());
      assert.ok(read.ok);
      assert.equal(prove(read.tenant).kind, "bypass");
      const [shown = assert.fail()] = read.tenant.groups?.values() ?? [];
      assert.equal(shown.members, undefined);
      const { notRead } = readEvidence(written());
      assert.deepEqual(
        notRead.filter(({ key }) => key === "groups").map(({ role }) => role),
        ["Member.Read.Hidden"],
      );
      assert.match(stderr, /the members of the group .* are hidden\n {2}help: .*Member\.Read\.Hidden/);
    });
  });
});
