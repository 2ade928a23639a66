import assert from "node:assert/strict";
import { aPolicy } from "./a-policy";
import { send, signIn } from "./client";
import { POLICIES, startedTenant } from "./started-tenant";

const GHOST = "12345678-0000-4000-8000-000000000009";
const guests = { guestOrExternalUserTypes: "b2bCollaborationGuest", externalTenants: { membershipKind: "all" } };
const grant = (builtInControls: string[], rest: object = {}) => ({
  grantControls: { operator: "OR", builtInControls, ...rest },
});

const refused: readonly { name: string; policy: object; message: RegExp; status?: number; code?: string }[] = [
  { name: "an unknown state", policy: aPolicy({ state: "on" }), message: /^1007: .*state/ },
  {
    name: "an unknown client type",
    policy: aPolicy({}, { clientAppTypes: ["desktop"] }),
    message: /^1007: .*clientAppTypes\[0\]/,
  },
  {
    name: "one value where a list belongs",
    policy: aPolicy({}, { clientAppTypes: "all" }),
    message: /^1007: .*clientAppTypes/,
  },
  {
    name: "null where a list belongs",
    policy: aPolicy({}, { signInRiskLevels: null }),
    message: /^1007: .*signInRiskLevels/,
  },
  { name: "an unknown risk level", policy: aPolicy({}, { userRiskLevels: ["extreme"] }), message: /^1007: / },
  { name: "an unknown condition", policy: aPolicy({}, { times: {} }), message: /^1007: .*conditions\.times/ },
  {
    name: "a user that isn't an id",
    policy: aPolicy({}, { users: { includeUsers: ["bob"] } }),
    message: /^1007: .*includeUsers\[0\]/,
  },
  { name: "an unknown control", policy: aPolicy(grant(["mfaPlease"])), message: /^1007: / },
  {
    name: "an unknown type of guest",
    policy: aPolicy({}, { users: { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: "friend" } } }),
    message: /^1007: /,
  },
  { name: "no name", policy: aPolicy({ displayName: " " }), message: /displayName is required/ },
  { name: "no state", policy: { ...aPolicy(), state: undefined }, message: /state is required/ },
  {
    name: "no client types",
    policy: aPolicy({}, { clientAppTypes: undefined }),
    message: /clientAppTypes is required/,
  },
  { name: "no user rule", policy: aPolicy({}, { users: { excludeUsers: [] } }), message: /user rule/ },
  {
    name: "no application rule",
    policy: aPolicy({}, { applications: { includeApplications: [] } }),
    message: /application rule/,
  },
  {
    name: "no control of either kind",
    policy: aPolicy({ grantControls: null }),
    message: /grantControls or sessionControls/,
  },
  { name: "grant controls without a control", policy: aPolicy(grant([])), message: /^1032: .*InvalidControls/ },
  { name: "block with another control", policy: aPolicy(grant(["block", "mfa"])), message: /^1032: .*InvalidControls/ },
  {
    name: "mfa with a strength",
    policy: aPolicy(grant(["mfa"], { authenticationStrength: { id: "00000000-0000-0000-0000-000000000002" } })),
    message: /^1032: .*InvalidControls/,
  },
  {
    name: "a password change without mfa",
    policy: aPolicy(grant(["passwordChange"])),
    message: /^1032: .*InvalidPasswordResetControl/,
  },
  {
    name: "risk remediation without a strength",
    policy: aPolicy(grant(["riskRemediation"])),
    message: /^1032: .*InvalidControls/,
  },
  {
    name: "a location that doesn't exist",
    policy: aPolicy({}, { locations: { includeLocations: ["All"], excludeLocations: [GHOST] } }),
    message: new RegExp(`^1040: NamedLocation with id ${GHOST} does not exist in the directory`),
  },
  {
    name: "the MFA service's trusted addresses",
    policy: aPolicy({}, { locations: { includeLocations: ["00000000-0000-0000-0000-000000000000"] } }),
    message: /NamedLocation/,
    status: 404,
    code: "ResourceNotFound",
  },
  {
    name: "a strength that doesn't exist",
    policy: aPolicy(grant([], { authenticationStrength: { id: GHOST } })),
    message: new RegExp(GHOST),
  },
  {
    name: "both forms of guests among the included",
    policy: aPolicy({}, { users: { includeUsers: ["GuestsOrExternalUsers"], includeGuestsOrExternalUsers: guests } }),
    message: /^'GuestsOrExternalUsers' cannot be combined/,
  },
  {
    name: "both forms of guests among the excluded",
    policy: aPolicy(
      {},
      {
        users: { includeUsers: ["All"], excludeUsers: ["GuestsOrExternalUsers"], excludeGuestsOrExternalUsers: guests },
      },
    ),
    message: /^'GuestsOrExternalUsers' cannot be combined/,
  },
];

describe("a policy that Graph refuses", () => {
  const started = startedTenant();
  const names = async () => (await started.call("GET", POLICIES)).body.value.length;

  for (const { name, policy, message, status = 400, code = "BadRequest" } of refused) {
    it(`has ${name}`, async () => {
      const before = await names();
      const answer = await started.call("POST", POLICIES, policy, { "client-request-id": "from-the-test" });
      assert.equal(answer.status, status);
      assert.equal(answer.body.error.code, code);
      assert.match(answer.body.error.message, message);
      assert.equal(answer.body.error.innerError.message, answer.body.error.message);
      assert.equal(answer.body.error.innerError["client-request-id"], "from-the-test");
      assert.equal(await names(), before);
    });
  }

  it("is refused as a change, too, and stays as it was", async () => {
    const created = await started.call("POST", POLICIES, aPolicy());
    const path = `${POLICIES}/${created.body.id}`;
    for (const patch of [{ state: "on" }, { conditions: { clientAppTypes: null } }, grant(["block", "mfa"])]) {
      assert.equal((await started.call("PATCH", path, patch)).status, 400, JSON.stringify(patch));
    }
    assert.deepEqual((await started.call("GET", path)).body, created.body);
  });

  for (const [name, text] of Object.entries({
    "half of it": '{"displayName":',
    "a list": "[]",
    "a text": '"policy"',
  })) {
    it(`isn't a JSON object but ${name}`, async () => {
      const token = (await signIn(started.tenant)).body.access_token;
      const answer = await send(started.tenant, "POST", POLICIES, text, { authorization: `Bearer ${token}` });
      assert.equal(answer.status, 400);
      assert.match(answer.body.error.message, /JSON/);
    });
  }

  it("is larger than anything Graph would read: the connection is cut, and the tenant goes on", async () => {
    const large = aPolicy({ displayName: "x".repeat(2 * 1024 * 1024) });
    await assert.rejects(started.call("POST", POLICIES, large), /ECONNRESET|EPIPE|socket hang up/);
    assert.equal(await names(), 4);
  });

  it("is one with a password change that meets every rule: that one is taken", async () => {
    const allowed = aPolicy(
      { grantControls: { operator: "AND", builtInControls: ["mfa", "passwordChange"] } },
      { applications: { includeApplications: ["All"] }, userRiskLevels: ["high"] },
    );
    assert.equal((await started.call("POST", POLICIES, allowed)).status, 201);
  });
});

describe("security defaults", () => {
  const started = startedTenant();
  const SWITCH = "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy";

  it("are off in a new tenant", async () => {
    assert.equal((await started.call("GET", SWITCH)).body.isEnabled, false);
  });

  it("refuse an enabled policy while they are on, and take one in report-only", async () => {
    assert.equal((await started.call("PATCH", SWITCH, { isEnabled: true })).status, 204);
    const refusal = await started.call("POST", POLICIES, aPolicy({ state: "enabled" }));
    assert.equal(refusal.status, 400);
    assert.match(refusal.body.error.message, /^Security Defaults is enabled in the tenant/);
    const created = await started.call("POST", POLICIES, aPolicy());
    assert.equal(created.status, 201);
    assert.equal((await started.call("PATCH", `${POLICIES}/${created.body.id}`, { state: "enabled" })).status, 400);
    await started.call("PATCH", SWITCH, { isEnabled: false });
    assert.equal((await started.call("PATCH", `${POLICIES}/${created.body.id}`, { state: "enabled" })).status, 204);
  });
});
