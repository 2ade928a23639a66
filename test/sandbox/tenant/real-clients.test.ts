import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startedTenant } from "./started-tenant";

describe("Microsoft's own libraries", () => {
  const started = startedTenant({ pageSize: 10 });

  it("sign in and read every page, trusting the certificate through NODE_EXTRA_CA_CERTS", async () => {
    const { tenant } = started;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: tenant.certificateFile };
    const script = join(__dirname, "read-with-real-clients.ts");
    const given = [tenant.url, tenant.tenantId, tenant.clientId, tenant.clientSecret];
    const { stdout } = await promisify(execFile)(process.execPath, ["--import=tsx", script, ...given], { env });
    assert.deepEqual(JSON.parse(stdout), { policies: 4, users: 31 });
  });
});

describe("the certificate", () => {
  const started = startedTenant();

  it("is good for localhost and 127.0.0.1, and signs nothing but itself", () => {
    const certificate = new X509Certificate(readFileSync(started.tenant.certificateFile));
    assert.equal(certificate.checkHost("localhost"), "localhost");
    assert.equal(certificate.checkIP("127.0.0.1"), "127.0.0.1");
    assert.equal(certificate.checkHost("contoso.example"), undefined);
    assert.equal(certificate.ca, false);
    assert.ok(certificate.verify(certificate.publicKey));
  });
});
