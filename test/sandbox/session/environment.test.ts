import assert from "node:assert/strict";
import { dirname } from "node:path";
import type { Engine } from "../../../sandbox/engine";
import { engineEnvironment, tenantEnvironment } from "../../../sandbox/session/environment";
import { foldersOf } from "../../../sandbox/session/folders";
import { aTenant } from "./fake-session";

const engine: Engine = {
  executable: "/engine/bin/pulumi",
  version: "3.274.1",
  origin: "built",
  pathFolders: ["/engine/bin"],
};
const folders = foldersOf("/project");

describe("the environment of a session", () => {
  it("keeps nothing that could lead to a real tenant or to the user's own Pulumi", () => {
    const user = {
      ARM_TENANT_ID: "real",
      ARM_OIDC_TOKEN: "real",
      AZURE_CLIENT_ID: "real",
      AZUREAD_X: "real",
      PULUMI_ACCESS_TOKEN: "real",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/real",
      IDENTITY_ENDPOINT: "real",
      MSI_ENDPOINT: "real",
      ACTIONS_ID_TOKEN_REQUEST_URL: "real",
      LANG: "C.UTF-8",
    };
    const environment = tenantEnvironment(engineEnvironment(user, folders, engine), aTenant(), { kind: "official" });
    assert.deepEqual(
      Object.entries(environment).filter(([, value]) => value?.includes("real")),
      [],
    );
    assert.equal(environment["LANG"], "C.UTF-8");
  });

  it("keeps the engine's state inside the project", () => {
    const environment = engineEnvironment({ HOME: "/h" }, folders, engine);
    assert.equal(environment["PULUMI_HOME"], "/project/.sandbox/home");
    assert.equal(environment["PULUMI_BACKEND_URL"], "file:///project/.sandbox/backend");
  });

  it("puts the engine and the Node that runs now first on PATH", () => {
    const { PATH } = engineEnvironment({ PATH: "/usr/bin" }, folders, engine);
    assert.equal(PATH, `/engine/bin:${dirname(process.execPath)}:/usr/bin`);
  });

  it("lets plugins from PATH in only where the engine's language host must come from there", () => {
    const elsewhere: Engine = { ...engine, pathFolders: ["/engine/bin", "/hosts"] };
    assert.equal(engineEnvironment({}, folders, engine)["PULUMI_IGNORE_AMBIENT_PLUGINS"], "true");
    assert.equal(engineEnvironment({}, folders, elsewhere)["PULUMI_IGNORE_AMBIENT_PLUGINS"], "false");
  });

  it("leads the provider and Microsoft's login library to the local tenant, past any proxy", () => {
    const environment = tenantEnvironment({ NO_PROXY: "corp.example" }, aTenant(), { kind: "stand-in" });
    assert.equal(environment["ARM_METADATA_HOSTNAME"], "localhost:1");
    assert.equal(environment["ARM_CLIENT_SECRET"], "client-secret");
    assert.equal(environment["AZURE_AUTHORITY_HOST"], "https://localhost:1");
    assert.equal(environment["NODE_EXTRA_CA_CERTS"], "/tenant/certificate.pem");
    assert.equal(environment["NO_PROXY"], "corp.example,localhost,127.0.0.1");
    assert.equal(environment["no_proxy"], "localhost,127.0.0.1");
  });

  it("has the official plugin trust the tenant's certificate, and nobody else", () => {
    const trusted = (kind: "official" | "stand-in") => tenantEnvironment({}, aTenant(), { kind })["SSL_CERT_FILE"];
    assert.equal(trusted("official"), "/tenant/certificate.pem");
    assert.equal(trusted("stand-in"), undefined);
  });
});
