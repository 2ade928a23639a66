import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Answer, send, signIn } from "./client";
import { POLICIES, startedTenant } from "./started-tenant";

const claimsIn = (answer: Answer) =>
  JSON.parse(Buffer.from(String(answer.body.access_token).split(".")[1] ?? "", "base64url").toString("utf8"));

describe("a sign-in", () => {
  const noon = new Date("2026-11-25T12:00:00.400Z");
  let now = noon;
  beforeEach(() => {
    now = noon;
  });
  const started = startedTenant({ now: () => now });

  it("returns a token with the claims that the plugin reads", async () => {
    const { exp, tid, appid, oid, roles } = claimsIn(await signIn(started.tenant));
    const { tenantId, clientId } = started.tenant;
    assert.deepEqual([exp, tid, appid], [Math.floor(noon.getTime() / 1000) + 3600, tenantId, clientId]);
    assert.match(oid, /^[0-9a-f-]{36}$/);
    assert.ok(roles.includes("Policy.Read.All"));
  });

  it("works at the address that login libraries use, with one slash or two", async () => {
    const path = `${started.tenant.tenantId}/oauth2/v2.0/token`;
    const form = `client_id=${started.tenant.clientId}&client_secret=${started.tenant.clientSecret}&grant_type=client_credentials`;
    for (const prefix of ["/", "//", "/login/", "/login//"]) {
      assert.equal((await send(started.tenant, "POST", prefix + path, form)).status, 200, prefix);
    }
  });

  for (const [name, form, status, error, number] of [
    ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client", 7000215],
    ["an unknown application", { client_id: "x" }, 400, "unauthorized_client", 700016],
    ["another grant", { grant_type: "password" }, 400, "unsupported_grant_type", 70003],
  ] as const)
    it(`is refused with ${name}, with the message of the token endpoint`, async () => {
      const answer = await signIn(started.tenant, form as unknown as Record<string, string>);
      assert.deepEqual([answer.status, answer.body.error, answer.body.error_codes], [status, error, [number]]);
      assert.match(answer.body.error_description, new RegExp(`^AADSTS${number}: `));
    });

  it("is needed for a request: without a token it is refused", async () => {
    const { status, body } = await send(started.tenant, "GET", POLICIES);
    const { code, message, innerError } = body.error;
    assert.deepEqual([status, code, message], [401, "InvalidAuthenticationToken", "Access token is empty."]);
    assert.ok(innerError["request-id"]);
  });

  it("isn't replaced by a token with another signature, whatever its claims are", async () => {
    const [header, , mark] = String((await signIn(started.tenant)).body.access_token).split(".");
    const claims = Buffer.from(JSON.stringify({ exp: 9999999999, roles: ["Policy.Read.All"] })).toString("base64url");
    const answer = await send(started.tenant, "GET", POLICIES, undefined, {
      authorization: `Bearer ${header}.${claims}.${mark}`,
    });
    assert.equal(answer.status, 401);
    assert.match(answer.body.error.message, /signature/);
  });

  it("is valid for an hour", async () => {
    now = new Date(noon.getTime() + 3599 * 1000);
    assert.equal((await started.call("GET", POLICIES)).status, 200);
    now = new Date(noon.getTime() + 3600 * 1000);
    const answer = await started.call("GET", POLICIES);
    assert.equal(answer.status, 401);
    assert.match(answer.body.error.message, /expired/);
  });
});

describe("application roles", () => {
  const started = startedTenant({
    roles: ["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess", "GroupMember.ReadWrite.All"],
  });

  it("allow the requests that need them, and no others, and no change of a role-assignable group", async () => {
    const group = (number: string) => `/v1.0/groups/cccccccc-2222-4000-8000-0000000000${number}/members/$ref`;
    const link = { "@odata.id": `${started.tenant.url}/v1.0/directoryObjects/aaaaaaaa-0000-4000-8000-000000000001` };
    for (const [method, path, body, status, code] of [
      ["GET", POLICIES, undefined, 200, undefined],
      ["POST", POLICIES, {}, 403, "AccessDenied"],
      ["GET", "/v1.0/users", undefined, 403, "Authorization_RequestDenied"],
      ["POST", group("10"), link, 204, undefined],
      ["POST", group("09"), link, 403, "Authorization_RequestDenied"],
    ] as const) {
      const answer = await started.call(method, path, body);
      assert.deepEqual([answer.status, answer.body?.error?.code], [status, code], `${method} ${path}`);
    }
  });
});

describe("the certificate", () => {
  const started = startedTenant({ pageSize: 10 });

  it("is trusted through NODE_EXTRA_CA_CERTS by Microsoft's own libraries, which sign in and read every page", async () => {
    const { url, tenantId, clientId, clientSecret, certificateFile } = started.tenant;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificateFile };
    const args = ["--import=tsx", join(__dirname, "read-with-real-clients.ts"), url, tenantId, clientId, clientSecret];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    assert.deepEqual(JSON.parse(stdout), { policies: 4, users: 31 });
  });

  it("is valid for localhost and 127.0.0.1, and can sign only itself", () => {
    const certificate = new X509Certificate(readFileSync(started.tenant.certificateFile));
    assert.equal(certificate.checkHost("localhost"), "localhost");
    assert.equal(certificate.checkIP("127.0.0.1"), "127.0.0.1");
    assert.equal(certificate.checkHost("contoso.example"), undefined);
    assert.equal(certificate.ca, false);
    assert.ok(certificate.verify(certificate.publicKey));
  });
});
